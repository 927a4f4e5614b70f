package io.camelclio.app;

import io.camelclio.app.settings.SettingsException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The YAML files of a team's own routes, as far as they can be judged while others run: whether Camel can read them. */
final class RouteFiles {

    private final Path folder;

    /** @param folder what ROUTES_DIR names */
    RouteFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws SettingsException naming each file that cannot be read, and why */
    void check() throws SettingsException, IOException {
        List<String> problems = new ArrayList<>();
        CamelContext context = new DefaultCamelContext();
        try {
            context.build();
            for (String part : List.of("camel", "kamelets")) {
                Path files = folder.resolve(part);
                if (Files.isDirectory(files)) {
                    check(files, context, problems);
                }
            }
        } finally {
            context.stop();
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private static void check(Path files, CamelContext context, List<String> problems) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files, "*.yaml")) {
            for (Path file : all) {
                try {
                    read(file, context);
                } catch (Exception e) {
                    problems.add(file + ": " + e.getMessage());
                }
            }
        }
    }

    private static void read(Path file, CamelContext context) throws Exception {
        Resource resource = ResourceHelper.resolveResource(context, "file:" + file);
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource)) {
            if (builder instanceof RouteBuilder routes) {
                routes.setCamelContext(context);
                routes.configure();
            }
        }
    }
}
