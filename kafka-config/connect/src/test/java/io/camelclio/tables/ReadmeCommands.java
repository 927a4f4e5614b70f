package io.camelclio.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shell commands of {@code README.md}, run in this folder as they stand there. */
final class ReadmeCommands {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh\\n(.*?)^ *```$");
    private static final long SECONDS = 90;

    private final Map<String, String> environment;
    private final Path output;

    /** @param output where what the commands print is put */
    ReadmeCommands(Map<String, String> environment, Path output) {
        this.environment = environment;
        this.output = output;
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
     * Runs the one block of the page that has this text in it, from the line on that begins with it.
     *
     * @throws AssertionError with what was printed, if there is no such block or a command fails
     */
    void run(String beginning) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands(beginning));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("'%s' runs for more than %d s".formatted(beginning, SECONDS));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    "'%s' ended with %d: %s".formatted(beginning, process.exitValue(), Files.readString(output)));
        }
    }

    private static String commands(String beginning) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (blocks.find()) {
            String block = blocks.group(1).stripTrailing().stripIndent();
            int begin = ("\n" + block).indexOf("\n" + beginning);
            if (begin >= 0) {
                return block.substring(begin);
            }
        }
        throw new AssertionError("The page has no command that begins with '%s'".formatted(beginning));
    }
}
