package io.camelclio.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboards and alerts as they are shipped. */
final class WatchingFiles {

    static final Path FOLDER = Path.of("../observability");
    static final Path ALERTS = FOLDER.resolve("alerts.yaml");

    /** An alert's rule. */
    record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    private WatchingFiles() {}

    /** The dashboards by the names of their files. */
    static Map<String, JsonNode> dashboards() throws IOException {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER.resolve("dashboards"), "*.json")) {
            for (Path file : files) {
                dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** The panels of a dashboard that show something: all but rows. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    /** What a dashboard asks Prometheus: of its panels, by their titles, and of its variables. */
    static Map<String, List<String>> questions(JsonNode dashboard) {
        Map<String, List<String>> questions = new TreeMap<>();
        panels(dashboard).forEach(panel -> questions
                .computeIfAbsent(panel.path("title").asText(), title -> new ArrayList<>())
                .addAll(panel.path("targets").findValuesAsText("expr")));
        dashboard.path("templating").path("list").forEach(variable -> {
            if (variable.path("type").asText().equals("query")) {
                questions.put(
                        "$" + variable.path("name").asText(),
                        List.of(variable.path("definition").asText()));
            }
        });
        return questions;
    }

    @SuppressWarnings("unchecked")
    static List<Alert> alerts() throws IOException {
        Map<String, List<Map<String, Object>>> file = (Map<String, List<Map<String, Object>>>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(ALERTS));
        List<Alert> alerts = new ArrayList<>();
        for (Map<String, Object> group : file.get("groups")) {
            for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                alerts.add(new Alert(
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        (Map<String, String>) rule.get("labels"),
                        (Map<String, String>) rule.get("annotations")));
            }
        }
        return alerts;
    }
}
