package io.camelclio.testkit.clio.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls every operation that lists, reads, creates, changes or deletes, resource by resource. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {

    /** Put together from other resources' records, so that {@link MatterContactsTest} and others look at them. */
    private static final Set<String> COMPUTED = Set.of(
            "matters/{matter_id}/contacts",
            "matters/{matter_id}/related_contacts",
            "matters/{matter_id}/client",
            "folders/list");

    private static final Map<String, String> REQUIRED_PARAMETERS =
            Map.of("type", "Matter", "conversation_id", "1", "region", "x");

    private final Catalogue catalogue = Catalogue.load();
    private ClioSandbox clio;
    private ApiClient api;
    private Bodies bodies;

    @BeforeAll
    void start() {
        clio = ClioSandbox.builder().unlimited().handshake(HandshakeMode.NEVER).start();
        api = new ApiClient(clio);
        bodies = new Bodies(clio);
    }

    @AfterAll
    void stop() {
        clio.close();
    }

    Stream<String> resources() {
        return catalogue.resources().stream().map(Resource::path);
    }

    @Test
    void thereAre270OfThem() {
        assertThat(catalogue.resources().stream()
                        .mapToInt(resource -> resource.verbs().size())
                        .sum())
                .as("282 of the vendor's document, less 4 downloads and 8 other actions")
                .isEqualTo(270);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void listsWhatIsThere(String path) throws Exception {
        Resource resource = resource(path);
        if (!resource.verbs().contains("list") || COMPUTED.contains(path)) {
            return;
        }
        long id = bodies.someRecordOf(resource);

        List<String> query = new ArrayList<>(
                List.of("fields", String.join(",", resource.type().fields().keySet())));
        resource.list().required().forEach(name -> query.addAll(List.of(name, REQUIRED_PARAMETERS.get(name))));
        if (!resource.list().required().isEmpty()) {
            assertThat(api.get(concrete(path)).status()).isEqualTo(400);
        }
        ApiClient.Answer answer = api.get(concrete(path), query.toArray(String[]::new));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/meta/paging").isObject()).isTrue();
        if (resource.list().required().isEmpty() && resource.type().has("id")) {
            assertThat(answer.data().findValuesAsText("id")).contains(Long.toString(id));
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void createsWithWhatIsRequiredAndNothingLess(String path) throws Exception {
        Resource resource = resource(path);
        if (!resource.verbs().contains("create")) {
            assertThat(api.send("POST", concrete(path)).status()).isEqualTo(404);
            return;
        }
        ApiClient.Answer created = api.post(concrete(path), bodies.create(resource));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(clio.records(path).find(created.data().get("id").asLong())).isPresent();

        if (!resource.create().required().isEmpty()) {
            assertThat(api.post(concrete(path), "{\"data\":{}}").status()).isEqualTo(422);
        }
        assertThat(api.post(concrete(path), "{\"data\":{\"nonsense\":1}}").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void readsOneAndAnswers304WhenItIsUnchanged(String path) throws Exception {
        Resource resource = resource(path);
        if (COMPUTED.contains(path)) {
            return;
        }
        long id = bodies.someRecordOf(resource);
        if (!resource.verbs().contains("get")) {
            assertThat(resource.singleton() || api.get(one(resource, id)).status() == 404)
                    .isTrue();
            return;
        }
        ApiClient.Answer answer = api.get(one(resource, id));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("X-API-VERSION")).isEqualTo("4.0.13");
        assertThat(api.getWith("If-None-Match", answer.header("ETag"), one(resource, id))
                        .status())
                .isEqualTo(304);
        assertThat(api.getWith("If-Modified-Since", answer.header("Last-Modified"), one(resource, id))
                        .status())
                .isEqualTo(304);
        assertThat(api.get(one(resource, id), "nonsense", "1").status()).isEqualTo(400);
        assertThat(api.get(one(resource, id), "fields", "nonsense").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void updatesUnlessTheEtagIsStale(String path) throws Exception {
        Resource resource = resource(path);
        if (COMPUTED.contains(path)) {
            return;
        }
        long id = bodies.someRecordOf(resource);
        if (path.equals("custom_actions") || path.equals("webhooks")) {
            id = api.post(path, bodies.create(resource)).data().get("id").asLong();
        }
        String one = one(resource, id);
        if (!resource.verbs().contains("update")) {
            assertThat(api.send("PATCH", one).status()).isEqualTo(404);
            return;
        }

        assertThat(api.patch(one, "{\"data\":{}}").status()).isEqualTo(200);
        assertThat(api.patchIfMatch("\"stale\"", one, "{\"data\":{}}").status()).isEqualTo(412);
        assertThat(api.patch(one, "{\"data\":{\"nonsense\":1}}").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @MethodSource("resources")
    void deletesOnce(String path) throws Exception {
        Resource resource = resource(path);
        if (COMPUTED.contains(path)) {
            return;
        }
        long id = bodies.someRecordOf(resource);
        String one = one(resource, id);
        if (!resource.verbs().contains("delete")) {
            assertThat(api.send("DELETE", one).status()).isEqualTo(404);
            return;
        }

        boolean shown = path.equals("grant_funding_sources");
        assertThat(api.delete(one).status()).isEqualTo(shown ? 200 : 204);
        assertThat(api.delete(one).status()).isEqualTo(404);
    }

    @Test
    void offersNothingBesides() throws Exception {
        Set<Integer> answers = new HashSet<>();
        for (String path : List.of("users/1/contacts", "matters/x", "matters/1/2", "bank_transfers", "timer/1")) {
            answers.add(api.get(path).status());
        }
        assertThat(answers).containsExactly(404);
    }

    private Resource resource(String path) {
        return catalogue.resource(path).orElseThrow();
    }

    private String one(Resource resource, long id) {
        return concrete(resource.path()) + (resource.singleton() ? "" : "/" + id);
    }

    /** The path with the id of a parent that exists. */
    private String concrete(String path) {
        return resource(path)
                .parent()
                .map(parent -> path.replaceFirst("\\{[^}]*}", Long.toString(bodies.someRecordOf(resource(parent)))))
                .orElse(path);
    }
}
