package io.camelclio.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where and with what a run was made, as it was at its beginning. */
public record Machine(Map<String, String> facts) {

    /**
     * Looks at this machine.
     *
     * @param command how this run is repeated
     * @param classPaths where versions of libraries are read
     */
    public static Machine now(String command, String... classPaths) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put("command", "`" + command + "`");
        facts.put(
                "processor",
                Runtime.getRuntime().availableProcessors() + " cores, "
                        + line("/proc/cpuinfo", "model name\\s*:\\s*(.+)"));
        facts.put("memory", Long.parseLong(line("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")) / 1024 + " MB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "load average at the beginning",
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        String all = String.join(":", classPaths);
        facts.put("Camel", version(all, "camel-api"));
        facts.put("Kafka", version(all, "kafka-clients"));
        facts.put("Vert.x", version(all, "vertx-core"));
        facts.put("Spring Boot", version(all, "spring-boot"));
        facts.put("spring-kafka", version(all, "spring-kafka"));
        return new Machine(facts);
    }

    private static String line(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    static String version(String classPath, String library) {
        Matcher matcher = Pattern.compile("/" + library + "-(\\d[\\w.]*)\\.jar").matcher(classPath);
        return matcher.find() ? matcher.group(1) : "not on a class path";
    }

    Section section() {
        Table table = new Table(2, "", "");
        facts.forEach(table::row);
        return new Section("Machine", List.of(), table, List.of(), facts);
    }
}
