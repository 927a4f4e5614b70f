package io.camelclio.app.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.event.KafkaRecordDataTypeTransformer;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Routes and their settings, topic files, schemas, the sink and the AsyncAPI document name the same topics and headers. */
class AgreementTest {

    private final RouteProperties properties = RouteProperties.load(Optional.empty(), Given.of(name -> null));
    private final Set<String> files =
            TopicFiles.packaged().stream().map(TopicDefinition::name).collect(Collectors.toCollection(TreeSet::new));
    private final JsonNode asyncApi;

    AgreementTest() throws IOException {
        asyncApi = AsyncApi.read().document();
    }

    @Test
    void everyTopicThatRoutesWriteToHasAFileASchemaAndAChannel() {
        List<String> topics = properties.names().stream()
                .filter(name -> name.endsWith(".topic"))
                .map(name -> properties.value(name).orElseThrow())
                .toList();

        assertThat(topics).isSubsetOf(files).isSubsetOf(names(asyncApi.path("channels")));
        assertThat(topics)
                .filteredOn(Contract::isOfChanges)
                .hasSizeGreaterThan(30)
                .allSatisfy(topic -> {
                    assertThat(Contract.FOLDER.resolve(Contract.fileName(topic)))
                            .exists();
                    assertThat(files).contains(topic.replaceFirst("v1$", "latest.v1"));
                });
    }

    @Test
    void everyTopicThatARouteNamesHasAFileAndAChannel() throws Exception {
        assertThat(RouteTopics.in(RouteTopics.FOLDER, properties))
                .hasSizeGreaterThan(70)
                .contains("integration.hint.smokeball.v1", "clio.dead_letter.v1", "clio.matter.v1", "smokeball.fee.v1")
                .isSubsetOf(files)
                .isSubsetOf(names(asyncApi.path("channels")));
    }

    /** The test before would not see a topic where it looks for none. */
    @Test
    void topicThatARouteNamesWithoutASettingIsFoundWhereverItStands() throws Exception {
        String routes = """
                - routeTemplate:
                    id: some-template
                    parameters:
                      - name: kind
                      - name: version
                        defaultValue: v7
                    route:
                      from:
                        uri: "timer:{{kind}}"
                        parameters: {memory: "{{clio.{{kind}}.topic}}"}
                        steps:
                          - choice:
                              otherwise:
                                steps:
                                  - to: {uri: "kamelet:record-to-kafka", parameters: {topic: "own.{{kind}}.{{version}}"}}
                - templatedRoute: {routeTemplateRef: some-template, parameters: [{name: kind, value: task}]}
                - templatedRoute: {routeTemplateRef: some-template, parameters: [{name: kind, value: bill}]}
                - route:
                    from:
                      uri: kafka-pulling:own.letters.v1?groupId=some
                      steps:
                        - to: {uri: "kamelet:record-to-kafka", parameters: {topic: own.mistyped.v1}}
                        - to: {uri: "kafka:{{own.setting:own.default.v1}}"}
                """;

        assertThat(RouteTopics.in(routes, properties))
                .containsExactlyInAnyOrder(
                        "clio.task.v1",
                        "clio.bill.v1",
                        "own.task.v7",
                        "own.bill.v7",
                        "own.letters.v1",
                        "own.mistyped.v1",
                        "own.default.v1");
    }

    @Test
    void everySchemaIsOfATopicOrOfAKindThatSmokeballHas() throws Exception {
        Set<String> kinds = Collections.read(Optional.empty(), Optional.empty()).entities();

        assertThat(Contract.all()).allSatisfy(contract -> {
            assertThat(Contract.FOLDER.resolve(Contract.fileName(contract.topic())))
                    .exists();
            assertThat(files.contains(contract.topic())
                            || kinds.contains(contract.topic().split("\\.")[1]))
                    .isTrue();
        });
        assertThat(Contract.all())
                .extracting(Contract::topic)
                .containsAll(files.stream().filter(Contract::isOfChanges).toList());
    }

    @Test
    void everyTopicIsAChannelAndEveryMessageHasAKey() {
        assertThat(names(asyncApi.path("channels"))).containsExactlyInAnyOrderElementsOf(files);
        asyncApi.path("channels").properties().forEach(channel -> assertThat(
                        channel.getValue().path("address").asText())
                .isEqualTo(channel.getKey()));
        List<JsonNode> messages = new ArrayList<>();
        asyncApi.path("channels").findValues("messages").forEach(ofChannel -> ofChannel.forEach(messages::add));
        assertThat(messages).hasSizeGreaterThan(70);
        for (JsonNode message : messages) {
            JsonNode meant = resolved(message);
            JsonNode keyed = meant.has("traits") ? resolved(meant.at("/traits/0")) : meant;
            assertThat(keyed.at("/bindings/kafka/key/type").asText())
                    .as("%s", message)
                    .isEqualTo("string");
            assertThat(meant.has("payload")).as("%s", message).isTrue();
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = asyncApi.findValues("$ref");

        assertThat(references).hasSizeGreaterThan(200).allSatisfy(reference -> assertThat(
                        resolved(reference.asText()).isMissingNode())
                .as(reference.asText())
                .isFalse());
    }

    @Test
    void headersAreThoseThatTheSinkWrites() {
        Map<String, Object> change = new HashMap<>(Map.of("X-Other", "is no header of ours"));
        KafkaRecordDataTypeTransformer.ATTRIBUTES.keySet().forEach(name -> change.put(name, "some " + name));
        Map<String, Object> letter = new HashMap<>(change);
        KafkaRecordDataTypeTransformer.FAILURE.forEach(name -> letter.put(name, "some " + name));

        try (PlayedSink sink = new PlayedSink()) {
            assertThat(names(asyncApi.at("/components/schemas/headers/properties")))
                    .containsExactlyInAnyOrderElementsOf(sink.headers(change));
            assertThat(names(asyncApi.at("/components/schemas/reason/properties")))
                    .containsExactlyInAnyOrderElementsOf(sink.headers(letter));
        }
    }

    @Test
    void headersOfExamplesAreAsDescribed() {
        JsonSchema headers = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(asyncApi.at("/components/schemas/headers"));
        List<JsonNode> samples = new ArrayList<>();
        asyncApi.path("channels").findValues("change").forEach(change -> change.path("examples")
                .forEach(example -> samples.add(example.path("headers"))));

        assertThat(samples).hasSizeGreaterThan(100).allSatisfy(sample -> {
            assertThat(headers.validate(sample)).isEmpty();
            assertThat(sample.path("ce_subject").asText()).matches("us(/[\\w-]+)+");
        });
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(node.path("$ref").asText()) : node;
    }

    private JsonNode resolved(String reference) {
        if (reference.startsWith("#/")) {
            return asyncApi.at(reference.substring(1));
        }
        Path file = AsyncApi.FILE.resolveSibling(reference);
        try {
            return Contract.json(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
