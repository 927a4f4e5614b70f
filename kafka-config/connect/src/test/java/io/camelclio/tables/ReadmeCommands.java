package io.camelclio.tables;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Shell commands of {@code README.md}, run as they stand there. Those of Kafka are what its scripts start, from its published
 * artifacts; all others are this machine's.
 */
final class ReadmeCommands {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\\n(.*?)^ *```$");
    private static final Pattern INLINE = Pattern.compile("(?s)`([^`]+)`");
    private static final Map<String, String> KAFKA = Map.of(
            "connect-distributed.sh", "org.apache.kafka.connect.cli.ConnectDistributed",
            "kafka-acls.sh", "kafka.admin.AclCommand",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand");
    private static final long SECONDS = 90;

    /** Where the page lies. */
    static final Path FOLDER = Path.of("");

    private final Path folder;
    private final Path own;
    private final Map<String, String> environment;

    /**
     * @param folder where they are run
     * @param own what is needed for that, and what they print
     * @param environment beside that of this JVM
     */
    ReadmeCommands(Path folder, Path own, Map<String, String> environment) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.own = own.toAbsolutePath();
        this.environment = environment;
        Path commands = Files.createDirectories(own.resolve("bin"));
        for (Map.Entry<String, String> command : KAFKA.entrySet()) {
            Path script = Files.writeString(
                    commands.resolve(command.getKey()),
                    "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -cp '%s' %s \"$@\"\n"
                            .formatted(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    classPath(),
                                    command.getValue()));
            if (!script.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + script + " executable");
            }
        }
    }

    /** Absolute, since commands run elsewhere. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }

    /** Whether the machine has all of these programs. */
    static boolean has(List<String> programs) throws IOException, InterruptedException {
        for (String program : programs) {
            Process found = new ProcessBuilder("sh", "-c", "command -v " + program)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (found.waitFor() != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The one block of the page that has this text in it, from the line on that begins with it.
     *
     * @throws AssertionError if there is no such block
     */
    static String block(String beginning) throws IOException {
        for (String block : blocks("\\w+")) {
            int begin = ("\n" + block).indexOf("\n" + beginning);
            if (begin >= 0) {
                return block.substring(begin);
            }
        }
        throw new AssertionError("The page has no block with a line that begins with '%s'".formatted(beginning));
    }

    /** All blocks in a language. */
    static List<String> blocks(String language) throws IOException {
        Matcher found = BLOCK.matcher(Files.readString(Path.of("README.md")));
        List<String> blocks = new ArrayList<>();
        while (found.find()) {
            if (found.group(1).matches(language)) {
                blocks.add(found.group(2).stripTrailing().stripIndent());
            }
        }
        return blocks;
    }

    /** What stands between back-ticks in the middle of a text and begins with one of these words, each on one line. */
    static List<String> inline(String words) throws IOException {
        String text = BLOCK.matcher(Files.readString(Path.of("README.md"))).replaceAll("");
        return INLINE.matcher(text)
                .results()
                .map(code -> code.group(1).replaceAll("\\s+", " "))
                .filter(code -> code.matches("(" + words + ") .*"))
                .toList();
    }

    /**
     * Runs commands to their end.
     *
     * @param input what is typed while they run
     * @return what was printed
     * @throws AssertionError with what was printed, if one of them fails or takes longer than a minute and a half
     */
    String run(String commands, String... input) throws IOException, InterruptedException {
        Path typed = Files.write(own.resolve("typed"), List.of(input));
        Path output = own.resolve("output");
        Process process = shell(commands)
                .redirectInput(typed.toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("'%s' runs for more than %d s".formatted(commands, SECONDS));
        }
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError("'%s' ended with %d: %s".formatted(commands, process.exitValue(), printed));
        }
        return printed;
    }

    /** Starts commands, of which the last one takes the place of the shell and goes on. */
    Process start(String commands, Path log) throws IOException {
        int last = commands.lastIndexOf('\n') + 1;
        return shell(commands.substring(0, last) + "exec " + commands.substring(last))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private ProcessBuilder shell(String commands) {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().putAll(environment);
        shell.environment()
                .merge("PATH", own.resolve("bin").toString(), (path, first) -> first + File.pathSeparator + path);
        return shell;
    }
}
