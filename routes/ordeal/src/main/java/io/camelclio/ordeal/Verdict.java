package io.camelclio.ordeal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a run, and what was promised and not kept. */
final class Verdict {

    private static final int SHOWN = 5;

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** A figure that is only told. */
    void tell(String name, Object value) {
        figures.put(name, value);
    }

    /** A figure that has to be 0. */
    void none(String name, Collection<String> found) {
        figures.put(name, found.size());
        if (!found.isEmpty()) {
            violations.add(name + ": " + found.size() + ", such as "
                    + String.join("; ", found.stream().limit(SHOWN).toList()));
        }
    }

    /** A figure with a bound. */
    void atMost(String name, double value, double bound) {
        figures.put(name, value);
        if (!(value <= bound)) {
            violations.add("%s: %.4f, and %.4f is promised".formatted(name, value, bound));
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Markdown, so that it can be pasted into a page. */
    String table() {
        StringBuilder table = new StringBuilder("| figure | value |\n|---|---:|\n");
        figures.forEach((name, value) -> table.append("| %s | %s |%n".formatted(name, text(value))));
        return table.toString();
    }

    private static String text(Object value) {
        return value instanceof Double number ? "%.4f".formatted(number) : String.valueOf(value);
    }

    void write(Path file, Schedule schedule) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode all = json.createObjectNode();
        figures.forEach(
                (name, value) -> all.set(name.replace(' ', '_').replaceAll("[^\\w]", ""), json.valueToTree(value)));
        all.set("violations", json.valueToTree(violations));
        all.set("schedule", json.valueToTree(schedule.asText().lines().toList()));
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
}
