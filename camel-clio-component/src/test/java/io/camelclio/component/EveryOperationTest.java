package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.component.catalogue.Answer;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.RequestLog;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls each operation of the catalogue once through its endpoint, with the ids of parents from the message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {

    /** They move files, which has tests of its own. */
    private static final Set<ClioOperation> FILES = Set.of(ClioOperation.download, ClioOperation.upload);

    private static final Map<String, String> REQUIRED_PARAMETERS = Map.of(
            "type", "Matter",
            "region", "x",
            "start_date", "2026-03-01",
            "start_time", "12:00",
            "jurisdiction[id]", "@court_rules/jurisdictions",
            "service_type[id]", "@court_rules/service_types",
            "trigger[id]", "@court_rules/jurisdictions/{jurisdiction_id}/triggers",
            "conversation_id", "@conversations");

    private ClioSandbox clio;
    private SampleBodies samples;
    private ProducingApplication application;

    @BeforeAll
    void start() {
        clio = ClioSandbox.builder().unlimited().handshake(HandshakeMode.NEVER).start();
        samples = new SampleBodies(clio);
        application = new ProducingApplication(clio);
    }

    @AfterAll
    void stop() {
        application.close();
        clio.close();
    }

    static Stream<Arguments> operations() {
        return Catalogue.clio().resources().stream().flatMap(resource -> resource.operations().values().stream()
                .filter(operation -> !FILES.contains(operation.name()))
                .map(operation -> Arguments.of(resource.path(), operation.name())));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("operations")
    void worksThroughItsEndpoint(String path, ClioOperation name) {
        Resource resource = Catalogue.clio().resource(path);
        Operation operation = resource.operation(name);
        Map<String, Object> headers = headers(path, operation);

        Exchange answer = application.send(
                "clio:" + path + "?resultAs=string&operation=" + name,
                body(path, operation, headers.get(ClioConstants.ID)),
                headers);

        assertThat(answer.getException()).isNull();
        assertThat(lastRequest().method()).isEqualTo(operation.method());
        assertThat(answer.getMessage().getHeader(ClioConstants.STATUS, Integer.class))
                .isBetween(200, 204);
        if (operation.answer() == Answer.FILE) {
            assertThat(answer.getMessage().getBody())
                    .as("bytes or a stream")
                    .isInstanceOfAny(byte[].class, InputStream.class);
            return;
        }
        String text = answer.getMessage().getBody(String.class);
        switch (operation.answer()) {
            case RECORD -> assertThat(text).startsWith("{").endsWith("}");
            case LIST -> assertThat(text).startsWith("[").endsWith("]");
            case NOTHING ->
                assertThat(text).satisfiesAnyOf(nothing -> assertThat(nothing).isNull(), ignored -> assertThat(name)
                        .isNotEqualTo(ClioOperation.delete));
            default -> throw new IllegalStateException("No other answer is text");
        }
    }

    private Object body(String path, Operation operation, Object id) {
        if (operation.name() == ClioOperation.activate) {
            return application
                    .send(
                            "clio:webhooks?operation=get&fields=shared_secret&resultAs=jsonNode",
                            null,
                            Map.of(ClioConstants.ID, id))
                    .getMessage()
                    .getBody(JsonNode.class)
                    .path("shared_secret")
                    .asText();
        }
        return operation.body().fields().isEmpty() ? null : samples.required(path, operation);
    }

    private RequestLog.Entry lastRequest() {
        List<RequestLog.Entry> entries = clio.requests().entries();
        return entries.get(entries.size() - 1);
    }

    private Map<String, Object> headers(String path, Operation operation) {
        if (path.equals("timer") && operation.name() != ClioOperation.create) {
            created("timer");
        }
        Map<String, Object> headers = new HashMap<>();
        Catalogue.clio()
                .resource(path)
                .parents()
                .forEach(parent -> headers.put(
                        ClioConstants.PATH_PREFIX + parent,
                        samples.someRecordOf(path.substring(0, path.indexOf("/{")))));
        if (operation.needsId()) {
            headers.put(ClioConstants.ID, id(path));
        }
        operation
                .requiredParameters()
                .forEach(name -> headers.put(ClioConstants.FILTER_PREFIX + name, parameter(name)));
        return headers;
    }

    private Object id(String path) {
        return path.equals("webhooks") || path.equals("custom_actions") ? created(path) : samples.someRecordOf(path);
    }

    /** What an application makes for itself. */
    private String created(String path) {
        Operation create = Catalogue.clio().resource(path).operation(ClioOperation.create);
        return application
                .send("clio:" + path + "?resultAs=jsonNode&operation=create", samples.required(path, create), Map.of())
                .getMessage()
                .getBody(JsonNode.class)
                .path("id")
                .asText();
    }

    private Object parameter(String name) {
        String value = REQUIRED_PARAMETERS.get(name);
        return value.startsWith("@") ? samples.someRecordOf(value.substring(1)) : value;
    }
}
