package io.camelclio.app.contracts;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code kafka-config/asyncapi.yaml}: what people write, a line of dashes, and below it a channel and an operation for each
 * topic, made of its file and its schema.
 */
record AsyncApi(String text) {

    static final Path FILE = Path.of("../../kafka-config/asyncapi.yaml");

    private static final String LINE = "# -----";
    private static final int WIDTH = 120;

    /** How a reason of a setting begins. */
    private static final Pattern SETTING = Pattern.compile("Partitions:|[a-z]+(\\.[a-z]+)+[:,] ");

    /** What the topics of the integration itself carry; none where nobody but itself could read a message. */
    private static final Map<String, Optional<String>> OWN_MESSAGES = Map.of(
            "integration.state.v1", Optional.of("cursor"),
            "integration.erasure.v1", Optional.of("proof"),
            "integration.hint.smokeball.v1", Optional.of("hint"),
            "integration.replay.v1", Optional.of("replay"),
            "integration.leadership.v1", Optional.empty(),
            "integration.latest.clio.v1-versions-changelog", Optional.empty(),
            "integration.latest.smokeball.v1-versions-changelog", Optional.empty());

    static AsyncApi read() throws IOException {
        return new AsyncApi(Files.readString(FILE));
    }

    /** The same with what is below the line made anew. */
    AsyncApi upToDate() {
        int line = text.indexOf("\n" + LINE) + 1;
        int end = text.indexOf('\n', line) + 1;
        List<TopicDefinition> topics = TopicFiles.packaged();
        return new AsyncApi(text.substring(0, end)
                + "channels:\n"
                + topics.stream().map(AsyncApi::channel).collect(joining())
                + "operations:\n"
                + topics.stream()
                        .filter(topic -> !messages(topic.name()).isEmpty())
                        .map(AsyncApi::operation)
                        .collect(joining()));
    }

    void write() throws IOException {
        Files.writeString(FILE, text);
    }

    JsonNode document() throws IOException {
        return new YAMLMapper().readTree(text);
    }

    private static String channel(TopicDefinition topic) {
        return """
                  %1$s:
                    address: %1$s
                    title: %2$s
                    description: >-
                %3$s%4$s    bindings:
                      kafka:
                        partitions: %5$d
                        topicConfiguration:
                %6$s        bindingVersion: 0.5.0
                """.formatted(
                        topic.name(),
                        title(topic),
                        folded(comment(topic)),
                        messages(topic.name()).isEmpty() ? "" : "    messages:\n" + messages(topic.name()),
                        topic.partitions(),
                        topic.config().entrySet().stream()
                                .map(setting -> "          " + setting.getKey() + ": " + value(setting) + "\n")
                                .collect(joining()));
    }

    private static String operation(TopicDefinition topic) {
        return """
                  %1$s:
                    action: send
                    channel:
                      $ref: "#/channels/%1$s"
                    tags:
                      - name: %2$s
                """.formatted(topic.name(), tag(topic.name()));
    }

    private static String messages(String topic) {
        if (topic.startsWith("integration.")) {
            return Objects.requireNonNull(OWN_MESSAGES.get(topic), "OWN_MESSAGES has to say what is on " + topic)
                    .map(AsyncApi::component)
                    .orElse("");
        }
        if (topic.endsWith(".dead_letter.v1")) {
            return component("dead_letter");
        }
        if (topic.endsWith(".latest.v1")) {
            return """
                      state:
                        $ref: "#/channels/%s/messages/change"
                """.formatted(topic.replace(".latest.v1", ".v1")) + component("gone") + component("erased");
        }
        return change(topic) + component("erased");
    }

    private static String component(String name) {
        return """
                      %1$s:
                        $ref: "#/components/messages/%1$s"
                """.formatted(name);
    }

    private static String change(String topic) {
        JsonNode schema = Contract.of(topic).text();
        String kind = topic.replaceFirst("\\.v1$", "");
        SampleHeaders sample = SampleHeaders.of(kind, schema.at("/examples/0"));
        return """
                      change:
                        name: %1$s
                        title: %2$s
                        traits:
                          - $ref: "#/components/messageTraits/%3$s"
                        payload:
                          $ref: schemas/%4$s
                        examples:
                          - name: changed
                            headers:
                %5$s          - name: deleted
                            headers:
                %6$s""".formatted(
                        kind,
                        schema.path("title").asText(),
                        tag(topic),
                        Contract.fileName(topic),
                        lines(sample.ofType("changed")),
                        lines(sample.ofType("deleted")));
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> "              %s: \"%s\"%n".formatted(header.getKey(), header.getValue()))
                .collect(joining());
    }

    /** The vendor, or the integration itself. */
    private static String tag(String topic) {
        return topic.substring(0, topic.indexOf('.'));
    }

    private static String value(Map.Entry<String, String> setting) {
        return setting.getKey().equals("cleanup.policy") ? "[" + setting.getValue() + "]" : setting.getValue();
    }

    private static String title(TopicDefinition topic) {
        return comment(topic).split("[.:] ")[0];
    }

    /** The head of a topic file as far as it says what the topic is for; reasons of its settings follow. */
    private static String comment(TopicDefinition topic) {
        try (InputStream file =
                AsyncApi.class.getClassLoader().getResourceAsStream(TopicFiles.PACKAGED + topic.file())) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .takeWhile(line -> line.startsWith("#"))
                    .map(line -> line.substring(1).strip())
                    .takeWhile(line -> !SETTING.matcher(line).lookingAt())
                    .collect(joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folded(String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder("     ");
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line = new StringBuilder("     ");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
