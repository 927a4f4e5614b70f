package io.camelclio.distribution;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archive, and that what is in it is what runs. */
class ArchiveTest {

    private static final String NO_BROKER = "127.0.0.1:1";
    private static final Map<String, String> QUICK =
            Map.of("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "KAFKA_BROKERS", NO_BROKER);

    @TempDir
    private static Path folder;

    private static Installation installation;

    @BeforeAll
    static void unpack() throws Exception {
        installation = Installation.unpackedTo(folder);
    }

    @Test
    void holdsTheRoutesAndKafkaFilesOfTheProject() throws IOException {
        for (String part : List.of("camel", "kamelets", "smokeball")) {
            assertThat(contents(installation.file("routes").resolve(part))).isEqualTo(contents(Path.of("..", part)));
        }
        for (String part : List.of("topics", "clients", "schemas", "users", "connect/sql")) {
            Path source = Path.of("../../kafka-config", part);
            assertThat(contents(installation.file("kafka-config").resolve(part)))
                    .isEqualTo(contents(source))
                    .isNotEmpty();
        }
        assertThat(installation.file("routes/application.properties"))
                .hasSameBinaryContentAs(Path.of("../application.properties"));
        assertThat(installation.file("LICENSE")).hasSameBinaryContentAs(Path.of("../../LICENSE"));
        assertThat(installation.files("kafka-config"))
                .contains("asyncapi.yaml", "connect/worker.properties", "connect/clio-tables.json");
        assertThat(installation.file("bin/camel-clio")).isExecutable();
        assertThat(Files.getPosixFilePermissions(installation.file("conf/camel-clio.env")))
                .as("it may hold secrets")
                .contains(OWNER_READ, OWNER_WRITE)
                .doesNotContain(OTHERS_READ, GROUP_WRITE);
        assertThat(installation.file("systemd/camel-clio.service")).isRegularFile();
    }

    @Test
    void holdsOneVersionOfEachLibraryAndNothingOfTests() throws IOException {
        List<String> libraries = installation.files("lib");

        assertThat(libraries)
                .contains("camel-clio.jar")
                .anyMatch(jar -> jar.startsWith("camel-clio-app-"))
                .anyMatch(jar -> jar.startsWith("kafka-clients-"))
                .allMatch(jar -> jar.endsWith(".jar"))
                .noneMatch(jar -> jar.matches(
                        ".*(testkit|sandbox|junit|assertj|awaitility|archunit|kafka_2\\.13|kafka-server|-tests).*"));
        assertThat(libraries.stream().map(jar -> jar.replaceFirst("-\\d+\\.\\d+.*", "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void firstJarNamesAllTheOthers() throws IOException {
        try (JarFile first = new JarFile(installation.file("lib/camel-clio.jar").toFile())) {
            String[] named = first.getManifest()
                    .getMainAttributes()
                    .getValue("Class-Path")
                    .split(" ");
            List<String> others = new ArrayList<>(installation.files("lib"));
            others.remove("camel-clio.jar");

            assertThat(named).containsExactlyInAnyOrderElementsOf(others);
        }
    }

    @Test
    void licenceOfEachLibraryIsNamedOnceAndNoneOfAnythingElse() throws IOException {
        List<String> libraries = installation.files("lib").stream()
                .filter(jar -> !jar.matches("camel-clio(-(app|kafka|routes))?(-0.*)?\\.jar"))
                .toList();
        List<PathMatcher> named = Pattern.compile("`([^`]+-\\*)`")
                .matcher(Files.readString(installation.file("THIRD-PARTY.md")))
                .results()
                .map(found -> FileSystems.getDefault().getPathMatcher("glob:" + found.group(1)))
                .toList();

        assertThat(libraries).isNotEmpty().allSatisfy(jar -> assertThat(named)
                .filteredOn(each -> each.matches(Path.of(jar)))
                .hasSize(1));
        assertThat(named).allMatch(each -> libraries.stream().map(Path::of).anyMatch(each::matches));
    }

    @Test
    void everyLinkOfItsPagesLeadsSomewhere() throws IOException {
        List<String> pages = installation.files("").stream()
                .filter(file -> file.endsWith(".md"))
                .toList();

        assertThat(pages).contains("README.md", "routes/README.md", "kafka-config/ERASURE.md");
        assertThat(pages).allSatisfy(page -> assertThat(PageLinks.of(installation.file(page)))
                .as(page)
                .allMatch(PageLinks.Link::arrives));
        assertThat(pages)
                .flatExtracting(page -> PageLinks.of(installation.file(page)))
                .hasSizeGreaterThan(20);
    }

    @Test
    void explainsItself() throws Exception {
        Installation.Outcome help = installation.call(QUICK, "--help");
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: camel-clio").contains("dead-letters", "catch-up");
        assertThat(help.exit()).isZero();

        assertThat(installation.call(QUICK, "--version").out()).matches("(?s)camel-clio \\d.*Apache Camel 4\\..*");
    }

    /**
     * Java keeps classes only where the class path holds nothing but jars, and no space, and passes over them elsewhere
     * without a word.
     */
    @Test
    void classesThatOneProcessLeavesAreTakenByTheNext(@TempDir Path own) throws Exception {
        Path home = Files.move(Installation.unpackedTo(own).home(), own.resolve("camel-clio"));
        Path script = home.resolve("bin/camel-clio");
        Path classes = home.resolve("lib/camel-clio.jsa");
        Path loaded = own.resolve("loaded.txt");
        String options = QUICK.get("JAVA_OPTS");
        installation.call(script, Map.of("JAVA_OPTS", options + " -XX:ArchiveClassesAtExit=" + classes), "--version");

        Installation.Outcome next = installation.call(
                script, Map.of("JAVA_OPTS", options + " -Xlog:class+load:file=" + loaded), "--version");

        assertThat(next.out()).startsWith("camel-clio ");
        assertThat(next.err()).isEmpty();
        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines.filter(line -> line.contains(" io.camelclio.app.ClioToKafka ")))
                    .singleElement()
                    .asString()
                    .contains("shared objects file");
        }
    }

    @Test
    void readmeLeadsToAnInstallationWhoseCheckNamesWhatIsMissing(@TempDir Path own) throws Exception {
        Path home = Files.createDirectories(own.resolve("my home"));
        Matcher install = Pattern.compile("(?s)\n### Install it\n.*?\n```sh\n(.*?)\n```")
                .matcher(Files.readString(Path.of("../../README.md")));
        assertThat(install.find()).isTrue();
        Path said = own.resolve("said.txt");
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", install.group(1))
                .directory(Path.of("../..").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().putAll(QUICK);
        shell.environment().putAll(Map.of("HOME", home.toString(), "KAFKA_BROKERS", ""));
        Process process = shell.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(problems(Files.readString(said)))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("Neither Clio nor Smokeball has any setting"))
                .anyMatch(line -> line.startsWith("The address of Kafka is missing: set KAFKA_BROKERS"));
    }

    @Test
    void checkNamesTheCredentialsThatAreMissing() throws Exception {
        Map<String, String> some = Map.of(
                "JAVA_OPTS",
                QUICK.get("JAVA_OPTS"),
                "KAFKA_BROKERS",
                NO_BROKER,
                "CLIO_CLIENT_ID",
                "a-client-id",
                "CLIO_CLIENT_SECRET",
                "a-client-secret");
        Installation.Outcome half = installation.call(some, "check");
        assertThat(half.exit()).isEqualTo(2);
        assertThat(problems(half.out() + half.err()).stream().map(line -> line.replaceFirst(" .*", "")))
                .containsExactlyInAnyOrder("CLIO_REFRESH_TOKEN", "CLIO_PUBLIC_URL");
        assertThat(half.out() + half.err()).doesNotContain("a-client-secret");
    }

    @Test
    void editedFilesAreWhatCommandsGoBy() throws Exception {
        installation.edit("routes/application.properties", "topics.retention =", "topics.retention = for_ever");
        try {
            Installation.Outcome plan = installation.call(QUICK, "topics", "plan");
            assertThat(plan.exit()).isEqualTo(2);
            assertThat(plan.err()).contains("Property topics.retention", "'for_ever'");
        } finally {
            installation.edit("routes/application.properties", "topics.retention = for_ever", "topics.retention =");
        }

        installation.edit("kafka-config/topics/clio-task-v1.yaml", "partitions: ", "partitions: -");
        try {
            Installation.Outcome plan = installation.call(QUICK, "topics", "plan");
            assertThat(plan.exit()).isEqualTo(2);
            assertThat(plan.err()).contains("clio-task-v1.yaml");
        } finally {
            installation.edit("kafka-config/topics/clio-task-v1.yaml", "partitions: -", "partitions: ");
        }
    }

    private static List<String> problems(String said) {
        return Pattern.compile("(?m)^ +- (.*)$")
                .matcher(said)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(toMap(file -> folder.relativize(file).toString(), ArchiveTest::content));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
