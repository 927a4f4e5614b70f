package io.camelclio.kafka.reading;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder as a reader of the page has it: the folder {@code examples}, the programs of the page, and Kafka's commands,
 * which are those of its published artifact. What is run there ends with it.
 */
final class Workplace implements AutoCloseable {

    private static final Map<String, String> TOOLS = Map.of(
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-get-offsets.sh", "org.apache.kafka.tools.GetOffsetShell");
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");
    private static final long SECONDS = 60;

    private final Path folder;
    private final Path commands;
    private final List<Process> running = new ArrayList<>();

    Workplace(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.commands = Files.createDirectories(folder.resolve("bin"));
        Path examples = Files.createDirectories(folder.resolve("examples"));
        try (Stream<Path> files = Files.list(Page.EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, examples.resolve(file.getFileName()));
            }
        }
        String java = ProcessHandle.current().info().command().orElseThrow();
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            command(
                    tool.getKey(),
                    "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp %s %s"
                            .formatted(java, toolsClassPath(), tool.getValue()));
        }
        for (String python : PYTHONS) {
            if (succeeds(python, "-c", "import confluent_kafka")) {
                command("python3", python);
                break;
            }
        }
    }

    /** Without the loggers of the tests, which would write among what the commands print. */
    private static String toolsClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("log4j-"))
                .collect(joining(File.pathSeparator));
    }

    private void command(String name, String line) throws IOException {
        Path script = Files.writeString(commands.resolve(name), "#!/bin/sh\nexec " + line + " \"$@\"\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + script + " executable");
        }
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    void append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.APPEND);
    }

    /** What a command needs and this machine does not have; empty if it has all. */
    List<String> lacking(String command) throws IOException, InterruptedException {
        List<String> lacking = new ArrayList<>();
        if (command.contains("kcat ") && !succeeds("kcat", "-V")) {
            lacking.add("kcat");
        }
        if (command.contains("python3 ") && !succeeds("python3", "--version")) {
            lacking.add("python3");
        }
        if (command.contains("follow.py") && !Files.exists(commands.resolve("python3"))) {
            lacking.add("the Python package confluent-kafka");
        }
        return lacking;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A command that runs, and writes into files of its name. */
    record Run(Path folder, String name, Process process) {

        /** What it has printed, when it has ended well. */
        String output() throws IOException, InterruptedException {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String errors = Files.readString(folder.resolve(name + ".err"));
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError("'%s' %s\n%s"
                        .formatted(
                                name,
                                ended ? "ended with " + process.exitValue() : "did not end in " + SECONDS + " s",
                                errors));
            }
            return Files.readString(folder.resolve(name + ".out"));
        }
    }

    /** @param environment beside that of this JVM */
    Run start(String name, String command, Map<String, String> environment) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", command).directory(folder.toFile());
        shell.environment().putAll(environment);
        shell.environment().merge("PATH", commands.toString(), (path, own) -> own + File.pathSeparator + path);
        Process process = shell.redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        running.add(process);
        return new Run(folder, name, process);
    }

    @Override
    public void close() {
        running.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
