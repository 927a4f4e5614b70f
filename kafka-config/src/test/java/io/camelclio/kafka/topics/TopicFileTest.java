package io.camelclio.kafka.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFileTest {

    static final String VALID = """
            apiVersion: kafka.strimzi.io/v1beta2
            kind: KafkaTopic
            metadata:
              name: own-entry-v1
              labels:
                strimzi.io/cluster: firm
            spec:
              topicName: own.entry_v.v1
              partitions: 2
              replicas: 3
              config:
                retention.ms: 1000
                cleanup.policy: delete
                preallocate: true
            """;

    @Test
    void readsEveryField() {
        assertThat(parse(VALID))
                .isEqualTo(new TopicDefinition(
                        "own.yaml",
                        "own.entry_v.v1",
                        2,
                        (short) 3,
                        Map.of("retention.ms", "1000", "cleanup.policy", "delete", "preallocate", "true")));
    }

    @Test
    void takesTheResourceNameWhereNoTopicNameIsGiven() {
        assertThat(parse(VALID.replace("  topicName: own.entry_v.v1\n", "")).name())
                .isEqualTo("own-entry-v1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiVersion: kafka.strimzi.io/v1beta2 | apiVersion: v1                | apiVersion",
                "kind: KafkaTopic                     | kind: KafkaUser               | kind",
                "topicName: own.entry_v.v1            | topicName: own entry          | spec.topicName",
                "topicName: own.entry_v.v1            | topicName: 7                  | spec.topicName",
                "partitions: 2                        | partitions: 0                 | spec.partitions",
                "partitions: 2                        | partitions: two               | spec.partitions",
                "partitions: 2                        | partitons: 2                  | spec.partitons",
                "replicas: 3                          | replicas: 40000               | spec.replicas",
                "retention.ms: 1000                   | retention.ms: [1000]          | spec.config.retention.ms",
                "retention.ms: 1000                   | retention.ms:                 | spec.config.retention.ms",
                "spec:                                | specification:                | spec",
            })
    void namesTheFileAndTheFieldThatIsWrong(String right, String wrong, String field) {
        assertThat(VALID).contains(right);

        assertThatThrownBy(() -> parse(VALID.replace(right, wrong)))
                .isInstanceOf(TopicException.class)
                .hasMessageStartingWith("Topic file own.yaml: " + field + " ");
    }

    @ParameterizedTest
    @CsvSource({"'kind: [', own.yaml", "'a: 1\na: 2', own.yaml"})
    void namesTheFileThatIsNotYaml(String content, String file) {
        assertThatThrownBy(() -> parse(content))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining(file);
    }

    @Test
    void refusesTheSameTopicInTwoFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), VALID);
        Files.writeString(folder.resolve("b.yaml"), VALID);

        assertThatThrownBy(() -> TopicFiles.in(folder))
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll("own.entry_v.v1", "a.yaml", "b.yaml");
    }

    @Test
    void refusesAFolderWithoutTopicFiles(@TempDir Path folder) {
        assertThatThrownBy(() -> TopicFiles.in(folder))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> TopicFiles.in(folder.resolve("nowhere")))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("nowhere");
    }

    private static TopicDefinition parse(String content) {
        return TopicFile.parse("own.yaml", new ByteArrayInputStream(content.getBytes(UTF_8)));
    }
}
