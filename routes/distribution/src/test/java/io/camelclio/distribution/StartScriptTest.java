package io.camelclio.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start script gives to Java, with a Java that only repeats it. */
class StartScriptTest {

    private static final String REPEATING_JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
              echo 'Picked up JAVA_TOOL_OPTIONS: -Dsome=thing' >&2
              echo 'openjdk version "%s" 2025-04-15' >&2
              exit 0
            fi
            for argument do printf '<%%s>\\n' "$argument"; done
            printf 'routes=%%s\\nregion=%%s\\nsecret=%%s\\nkey=%%s\\n' \\
              "$ROUTES_DIR" "$CLIO_REGION" "$CLIO_CLIENT_SECRET" "$SMOKEBALL_API_KEY"
            """;

    @TempDir
    private static Path folder;

    private static Installation installation;

    private Path java;
    private Path settings;

    @BeforeAll
    static void unpack() throws Exception {
        installation = Installation.unpackedTo(folder);
    }

    @BeforeEach
    void prepare(@TempDir Path own) throws IOException {
        java = own.resolve("a java");
        settings = own.resolve("my settings.env");
        javaOf("17.0.15");
    }

    private void javaOf(String version) throws IOException {
        Path program = java.resolve("bin/java");
        Files.createDirectories(program.getParent());
        Files.writeString(program, REPEATING_JAVA.formatted(version));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void javaIsToldToTakeLittleMemoryUnlessItIsGivenOptions() throws Exception {
        Map<String, String> without = Map.of("JAVA_HOME", java.toString());

        assertThat(installation.call(without, "cursor").out().lines()).contains("<-XX:+UseSerialGC>", "<-Xms64m>");
        assertThat(installation
                        .call(Map.of("JAVA_HOME", java.toString(), "JAVA_OPTS", ""), "cursor")
                        .out())
                .doesNotContain("<-XX:+UseSerialGC>");
    }

    @Test
    void javaGetsItsOptionsAndTheCommandAsTheyWereGiven() throws Exception {
        Installation.Outcome outcome = installation.call(
                Map.of("JAVA_HOME", java.toString(), "JAVA_OPTS", "-Xmx1g -Dpattern=*"), "cursor", "two words", "*");

        String home = installation.home().toRealPath().toString();
        assertThat(outcome.out().lines())
                .containsSequence(
                        "<-Xmx1g>",
                        "<-Dpattern=*>",
                        "<-cp>",
                        "<" + home + "/lib/camel-clio.jar>",
                        "<io.camelclio.app.ClioToKafka>",
                        "<cursor>",
                        "<two words>",
                        "<*>",
                        "routes=" + home + "/routes");
        assertThat(outcome.exit()).isZero();
    }

    /** Java says for itself whether they are good. */
    @Test
    void classesThatARunHasLeftAreUsed() throws Exception {
        Path classes = Files.createFile(installation.file("lib/camel-clio.jsa"));
        try {
            assertThat(installation
                            .call(Map.of("JAVA_HOME", java.toString()), "run")
                            .out())
                    .contains("<-XX:SharedArchiveFile=" + classes.toRealPath() + ">");
        } finally {
            Files.delete(classes);
        }
        assertThat(installation
                        .call(Map.of("JAVA_HOME", java.toString()), "run")
                        .out())
                .doesNotContain("SharedArchiveFile", "<>");
    }

    @Test
    void settingsOfTheFileAreTakenAsTheyStandAndThoseOfTheEnvironmentWin() throws Exception {
        Files.writeString(settings, """
                # a comment

                CLIO_REGION=eu
                CLIO_CLIENT_SECRET='a $(touch x) `id` \\ "b" # c=d'
                SMOKEBALL_API_KEY=
                ROUTES_DIR="/srv/my routes\"""");

        Installation.Outcome outcome = installation.call(
                Map.of(
                        "JAVA_HOME",
                        java.toString(),
                        "CAMEL_CLIO_ENV",
                        settings.toString(),
                        "CLIO_REGION",
                        "au",
                        "SMOKEBALL_API_KEY",
                        "given"),
                "check");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines())
                .endsWith(
                        "<check>",
                        "routes=/srv/my routes",
                        "region=au",
                        "secret=a $(touch x) `id` \\ \"b\" # c=d",
                        "key=given");
    }

    @Test
    void lastLineWithANameCountsUnlessTheEnvironmentNamesIt() throws Exception {
        Files.writeString(settings, """
                CLIO_REGION=eu
                CLIO_CLIENT_SECRET=old
                SMOKEBALL_API_KEY=key
                CLIO_REGION=ca
                CLIO_CLIENT_SECRET=new
                SMOKEBALL_API_KEY=
                """);

        Installation.Outcome outcome = installation.call(
                Map.of("JAVA_HOME", java.toString(), "CAMEL_CLIO_ENV", settings.toString(), "CLIO_REGION", "au"),
                "check");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines()).endsWith("region=au", "secret=new", "key=");
    }

    @Test
    void linesMayEndAsOnWindows() throws Exception {
        Files.writeString(settings, "# a comment\r\n\r\nCLIO_REGION=eu\r\nCLIO_CLIENT_SECRET='a b'\r\n");

        Installation.Outcome outcome =
                installation.call(Map.of("JAVA_HOME", java.toString(), "CAMEL_CLIO_ENV", settings.toString()), "check");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("\nregion=eu\nsecret=a b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIO_CLIENT_SECRET: hush", "a b=hush", "=hush", "CLIO-REGION=hush", "$(id)=hush"})
    void lineThatIsNoSettingIsNamedByItsNumberOnly(String line) throws Exception {
        Files.writeString(settings, "# a comment\n" + line + "\n");

        Installation.Outcome outcome =
                installation.call(Map.of("JAVA_HOME", java.toString(), "CAMEL_CLIO_ENV", settings.toString()), "check");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains(settings + ", line 2").doesNotContain("hush");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void settingsFileThatIsNotThereIsNamed() throws Exception {
        Installation.Outcome outcome =
                installation.call(Map.of("JAVA_HOME", java.toString(), "CAMEL_CLIO_ENV", settings.toString()), "check");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("CAMEL_CLIO_ENV is '" + settings + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "9", "11.0.2", "16"})
    void javaThatIsTooOldIsNamed(String version) throws Exception {
        javaOf(version);

        Installation.Outcome outcome = installation.call(Map.of("JAVA_HOME", java.toString()), "run");

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("is Java " + version, "Java 17 or newer is needed");
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "21.0.1", "25-ea", "100"})
    void newerJavaIsTaken(String version) throws Exception {
        javaOf(version);

        assertThat(installation
                        .call(Map.of("JAVA_HOME", java.toString()), "run")
                        .exit())
                .isZero();
    }

    @Test
    void javaThatIsNotThereIsNamed() throws Exception {
        Installation.Outcome nowhere = installation.call(Map.of("JAVA_HOME", ""), "run");
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.err()).contains("no java on the PATH", "Java 17");

        Installation.Outcome wrong = installation.call(Map.of("JAVA_HOME", folder.toString()), "run");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("JAVA_HOME is '" + folder + "'");
    }

    @Test
    void linkToTheScriptFindsItsFolder(@TempDir Path own) throws Exception {
        Path link = Files.createSymbolicLink(own.resolve("camel-clio"), installation.file("bin/camel-clio"));

        Installation.Outcome outcome =
                installation.call(link, Map.of("JAVA_HOME", java.toString(), "PATH", System.getenv("PATH")), "run");

        assertThat(outcome.out())
                .contains("routes=" + installation.home().toRealPath().resolve("routes"));
    }
}
