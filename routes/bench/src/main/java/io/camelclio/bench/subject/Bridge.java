package io.camelclio.bench.subject;

import io.camelclio.app.Application;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.bench.process.BenchProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The application as it is: with the routes of its settings, such as one webhook of one model. */
public final class Bridge {

    private static final String ROUTE = """
            - route:
                routeConfigurationId: dead-letters
                from:
                  uri: clio-webhook:activity
                  parameters:
                    adapter: %s
                    memory: "{{clio.activity.topic}}"
                  steps:
                    - to:
                        uri: kamelet:record-to-kafka
                        parameters:
                          topic: "{{clio.activity.topic}}"
            """;

    private Bridge() {}

    /** All its settings are in the environment, but that the broker is the bench's own, on which topics may be created. */
    public static void main(String[] args) throws Exception {
        Given given = Given.toThisProcess().with(Map.of("KAFKA_OURS", "true"));
        try (Application application = new Application(Settings.read(given), given)) {
            application.start();
            System.out.println(BenchProcess.READY);
            Thread.currentThread().join();
        }
    }

    /** A folder of routes with one webhook by this adapter, and what becomes of dead letters. */
    public static Path webhook(Path folder, String adapter) throws IOException {
        Path routes = routes(folder.resolve(adapter), "dead-letters");
        Files.writeString(routes.resolve("camel/webhook.camel.yaml"), ROUTE.formatted(adapter));
        return routes;
    }

    /** A folder of those packaged routes that read Clio by polling, and what becomes of dead letters. */
    public static Path polls(Path folder) throws IOException {
        return routes(folder, "dead-letters", "clio-polls");
    }

    private static Path routes(Path folder, String... packaged) throws IOException {
        Path camel = Files.createDirectories(folder.resolve("camel"));
        for (String name : packaged) {
            String file = name + ".camel.yaml";
            try (InputStream route = Bridge.class.getClassLoader().getResourceAsStream("camel/" + file)) {
                Files.copy(route, camel.resolve(file));
            }
        }
        return folder;
    }
}
