package io.camelclio.app;

import io.camelclio.app.sandbox.PlayedParts;
import io.camelclio.app.sandbox.SandboxLauncher;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Part;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the routes until the process is stopped, or a sandbox run is over. */
@Command(name = "run", description = "Run the routes (the default).")
class RunCommand implements Callable<Integer> {

    private static final int WRONG_SET_UP = 2;

    @Option(
            names = "--sandbox",
            description = "Play what has no settings of its own: Clio, Smokeball, Kafka. SANDBOX wins over it.")
    private boolean sandbox;

    @Override
    public Integer call() throws Exception {
        Given given = Given.toThisProcess();
        try {
            Set<Part> parts = Part.played(given, sandbox);
            if (parts.isEmpty()) {
                return run(given);
            }
            try (PlayedParts played = launched(parts, given)) {
                return runWith(played, given);
            }
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        }
    }

    private static int run(Given given) throws Exception {
        RunningApplication running = new RunningApplication(() -> configured(given, Map.of()));
        // Unhandled, this signal would end the process.
        ReloadSignal.handle(running::reload);
        running.start();
        try (running) {
            if (closesAtShutdown(running)) {
                running.awaitEnd();
            }
        }
        return 0;
    }

    /** No when the process was told to stop while it started; Camel's own hook waits until what has started is closed. */
    private static boolean closesAtShutdown(RunningApplication running) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static int runWith(PlayedParts played, Given given) throws Exception {
        try (Application application = configured(given.with(played.settings()), played.routeProperties())) {
            start(application);
            return played.watch(application.httpPort());
        }
    }

    private static void start(Application application) throws SettingsException {
        try {
            application.start();
        } catch (Exception e) {
            throw StartFailure.of(e);
        }
    }

    /** Says which vendors are on. */
    private static Application configured(Given given, Map<String, String> routeProperties) throws SettingsException {
        Settings settings = Settings.read(given);
        settings.clio()
                .ifPresentOrElse(
                        clio -> System.out.println("Clio: connection " + clio.connection()),
                        () -> System.out.println("Clio is off: none of its settings is given"));
        Application application = new Application(settings, given);
        String withoutSmokeball = application.vendors().contains("smokeball")
                ? "Smokeball: the accounts of application.properties"
                : "Smokeball is off: none of its settings is given";
        System.out.println(settings.smokeball()
                .map(smokeball -> "Smokeball: connection " + smokeball.connection())
                .orElse(withoutSmokeball));
        application.override(routeProperties);
        return application;
    }

    private static PlayedParts launched(Set<Part> parts, Given given) throws SettingsException {
        try {
            return launcher().launch(parts, given);
        } catch (SettingsException e) {
            throw e;
        } catch (Exception e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static SandboxLauncher launcher() throws SettingsException {
        return ServiceLoader.load(SandboxLauncher.class)
                .findFirst()
                .orElseThrow(
                        () -> new SettingsException(
                                List.of(
                                        "A sandbox is asked for (SANDBOX), but the sandbox is not"
                                                + " part of this installation; remove the setting, or use the run line of the README")));
    }
}
