package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.catalogue.Envelope;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every collection of the catalogue, over HTTP. */
class CollectionsTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Set<String> PLAYED_BY_WEBHOOKS = Set.of("webhooks", "webhook-types");

    /** Whatever a list leaves out unless it is asked for. */
    private static final String EVERYTHING =
            "?From=2000-01-01T00:00:00&Type=Matters,Leads&Status=Open&Status=Deleted&Status=Closed";

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox =
            SmokeballSandbox.builder().clock(clock).unlimited().start();
    private final SmokeballClient client = new SmokeballClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    static Stream<String> collections() {
        return CATALOGUE.resources().stream().map(Resource::name).filter(name -> !PLAYED_BY_WEBHOOKS.contains(name));
    }

    @Test
    void areFiftyNineOfWhichTwelveAreIncremental() {
        assertThat(CATALOGUE.resources()).hasSize(59);
        assertThat(CATALOGUE.resources()).extracting(Resource::entity).doesNotHaveDuplicates();
        assertThat(CATALOGUE.resources().stream()
                        .filter(resource -> resource.since().stream()
                                .anyMatch(since -> !since.name().equals("Cursor")))
                        .map(Resource::name))
                .containsExactlyInAnyOrder(
                        "activitycodes",
                        "matters",
                        "contacts",
                        "tasks",
                        "events",
                        "stages",
                        "stagesets",
                        "fees",
                        "expenses",
                        "invoices",
                        "matter-balances",
                        "transactions");
    }

    @ParameterizedTest
    @MethodSource("collections")
    void listsItsRecordsInItsEnvelope(String name) throws Exception {
        Resource resource = CATALOGUE.resource(name);
        List<String> parents = parents(resource);
        SmokeballRecords records = sandbox.collection(name).under(parents.toArray(String[]::new));
        List<String> ids = records.addAll(3);

        JsonNode body = SmokeballClient.json(client.get(resource.path(parents) + query(resource)));
        List<String> shown = rows(resource, body);

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(sandbox.ledger().state(name).values().stream()
                        .map(record -> new String(record, StandardCharsets.UTF_8))
                        .map(CollectionsTest::reread)
                        .toList());
        assertThat(sandbox.ledger().state(name).keySet())
                .containsExactlyElementsOf(
                        ids.stream().map(id -> new RecordKey(parents, id)).toList());
        assertThat(body.isArray()).isEqualTo(resource.envelope().kind() == Envelope.Kind.ARRAY);
        assertThat(body.has("limit")).isEqualTo(resource.isPaged());
        assertThat(body.has("versionId")).isEqualTo(resource.envelope().kind() == Envelope.Kind.OBJECT);
        assertThat(sandbox.calls().count(name, parents.toArray(String[]::new))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void pagesWherePagesAreDocumented(String name) throws Exception {
        Resource resource = CATALOGUE.resource(name);
        List<String> parents = parents(resource);
        sandbox.collection(name).under(parents.toArray(String[]::new)).addAll(3);
        String separator = query(resource).isEmpty() ? "?" : "&";

        JsonNode page = SmokeballClient.json(
                client.get(resource.path(parents) + query(resource) + separator + "Offset=2&Limit=2"));

        int expected = resource.isPaged() ? 1 : resource.paging().contains("limit") ? 2 : 3;
        assertThat(rows(resource, page)).hasSize(expected);
        if (resource.isPaged()) {
            assertThat(page.get("offset").intValue()).isEqualTo(2);
            assertThat(page.get("size").intValue()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("collections")
    void givesEveryChangeTheVersionThatTheRecordShows(String name) throws Exception {
        Resource resource = CATALOGUE.resource(name);
        List<String> parents = parents(resource);
        SmokeballRecords records = sandbox.collection(name).under(parents.toArray(String[]::new));
        Change created = records.add();
        clock.advance(Duration.ofSeconds(1));
        Change updated = records.update(created.id(), "{}");

        JsonNode body = SmokeballClient.json(client.get(resource.path(parents) + query(resource)));
        List<JsonNode> rows = nodes(resource, body);

        assertThat(updated.updatedTicks()).isGreaterThan(created.updatedTicks()).isGreaterThan(1L << 53);
        assertThat(rows).hasSize(1);
        boolean versioned = resource.version() != Resource.VersionKind.NONE;
        if (versioned || resource.updated().isPresent()) {
            String field = versioned ? "versionId" : resource.updated().get().field();
            assertThat(rows.get(0).get(field).asText()).isEqualTo(updated.versionId());
            assertThat(updated.versionId()).isNotEqualTo(created.versionId());
        } else {
            assertThat(updated.versionId()).isEmpty();
        }
        if (resource.single()) {
            assertThat(SmokeballClient.json(client.get(resource.path(parents) + "/" + created.id())))
                    .isEqualTo(rows.get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("collections")
    void deletesAsTheCollectionDoesAndRestores(String name) throws Exception {
        Resource resource = CATALOGUE.resource(name);
        List<String> parents = parents(resource);
        SmokeballRecords records = sandbox.collection(name).under(parents.toArray(String[]::new));
        String id = records.add().id();
        String path = resource.path(parents) + query(resource);
        JsonNode before =
                nodes(resource, SmokeballClient.json(client.get(path))).get(0);

        records.delete(id);
        List<JsonNode> rows = nodes(resource, SmokeballClient.json(client.get(path)));

        assertThat(rows).hasSize(resource.deletion().isPresent() ? 1 : 0);
        resource.deletion().ifPresent(deletion -> {
            assertThat(rows.get(0).get(deletion.field())).isEqualTo(deletion.value());
            assertThat(before.get(deletion.field())).isNotEqualTo(deletion.value());
        });
        records.restore(id);
        JsonNode after = nodes(resource, SmokeballClient.json(client.get(path))).get(0);
        resource.deletion()
                .ifPresent(deletion -> assertThat(after.get(deletion.field())).isEqualTo(before.get(deletion.field())));
        records.vanish(id);
        assertThat(nodes(resource, SmokeballClient.json(client.get(path)))).isEmpty();
        assertThat(sandbox.ledger().emitted(name))
                .extracting(Change::kind)
                .containsExactly(Change.Kind.CREATED, Change.Kind.DELETED, Change.Kind.RESTORED, Change.Kind.DELETED);
    }

    @ParameterizedTest
    @MethodSource("collections")
    void answers404BelowAParentThatIsNotThere(String name) throws Exception {
        Resource resource = CATALOGUE.resource(name);
        List<String> unknown =
                resource.parents().stream().map(none -> "unknown").toList();

        int status = client.status(resource.path(unknown) + query(resource));

        assertThat(status).isEqualTo(unknown.isEmpty() ? 200 : 404);
    }

    @Test
    void keepsRecordsOfOneParentApartFromThoseOfAnother() throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(2);
        String fee = sandbox.collection("fees").under(matters.get(0)).add().id();

        assertThat(client.ids("/matters/" + matters.get(0) + "/fees")).containsExactly(fee);
        assertThat(client.ids("/matters/" + matters.get(1) + "/fees")).isEmpty();
        assertThat(client.status("/matters/" + matters.get(1) + "/fees/" + fee)).isEqualTo(404);
    }

    @Test
    void letsRecordsOfTwoParentsShareAnId() throws Exception {
        List<String> ids = sandbox.collection("contacts").addAll(2);
        for (String contact : ids) {
            SmokeballRecords tags = sandbox.collection("contact-tags").under(contact);
            tags.addAs("t1", "{\"name\":\"VIP\"}");
            assertThatThrownBy(() -> tags.addAs("t1", "{}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("contact tag t1");
        }
        sandbox.collection("contact-tags").under(ids.get(0)).delete("t1");

        assertThat(client.ids("/contacts/" + ids.get(0) + "/tags")).isEmpty();
        assertThat(client.ids("/contacts/" + ids.get(1) + "/tags")).containsExactly("t1");
        assertThat(sandbox.ledger().state("contact-tags")).containsOnlyKeys(new RecordKey(List.of(ids.get(1)), "t1"));
    }

    @Test
    void keepsDigitsBeyondADouble() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        sandbox.collection("fees").under(matter).create("{\"amount\":1234.56789012345678901,\"rate\":350.10}");

        assertThat(client.get("/matters/" + matter + "/fees").body())
                .contains("\"amount\":1234.56789012345678901,\"rate\":350.10");
    }

    @Test
    void linksARecordToItsParent() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        sandbox.collection("fees").under(matter).add();

        JsonNode fee = client.page("/matters/" + matter + "/fees").at("/value/0");

        assertThat(fee.at("/matter/href").textValue()).isEqualTo(sandbox.apiUri() + "/matters/" + matter);
        assertThat(fee.get("matterId").textValue()).isEqualTo(matter);
    }

    @Test
    void showsTheTreeOfFoldersAsOneNodeWithItsChildren() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        List<String> folders = sandbox.collection("folders").under(matter).addAll(2);
        String below = sandbox.collection("subfolders")
                .under(matter, folders.get(0))
                .add()
                .id();
        String path = "/matters/" + matter + "/documents/folders";

        JsonNode root = client.page(path);
        JsonNode folder = client.page(path + "/" + folders.get(0));

        assertThat(root.get("value")).hasSize(1);
        assertThat(root.at("/value/0/folders")).hasSize(2);
        assertThat(root.get("size").intValue()).isEqualTo(2);
        assertThat(folder.at("/value/0/folders/0/id").textValue()).isEqualTo(below);
        assertThat(client.status(path + "/" + below + "/history")).isEqualTo(200);
    }

    @Test
    void showsFieldsThatMustBeNamedOnlyThen() throws Exception {
        sandbox.collection("staff").add();

        assertThat(client.page("/staff").at("/value/0").has("rate")).isFalse();
        assertThat(client.page("/staff?Fields=rate").at("/value/0").has("rate")).isTrue();
    }

    @Test
    void inventsTheSameRecordsFromTheSameSeed() {
        assertThat(invented(7)).isEqualTo(invented(7));
        assertThat(invented(7)).isNotEqualTo(invented(8));
    }

    private static List<String> invented(long seed) {
        try (SmokeballSandbox seeded = SmokeballSandbox.builder()
                .clock(new TestClock("2026-03-02T09:30:00.1234567Z"))
                .seed(seed)
                .start()) {
            seeded.collection("contacts").addAll(5);
            return seeded.ledger().state("contacts").values().stream()
                    .map(record -> new String(record, StandardCharsets.UTF_8)
                            .replace(seeded.apiUri().toString(), ""))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fees, '', has 1 ids of parents, not 0",
        "activitycodes, m1, has 0 ids of parents, not 1",
        "payments, '', 'no collection ''payments'''"
    })
    void refusesWhatCannotBe(String name, String parents, String message) {
        String[] ids = parents.isEmpty() ? new String[0] : new String[] {parents};

        assertThatThrownBy(() -> sandbox.collection(name).under(ids).add())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** A record in each of the collections in the path. */
    private List<String> parents(Resource resource) {
        List<String> ids = new ArrayList<>();
        for (Set<String> names : resource.parents()) {
            Resource parent =
                    CATALOGUE.resource(names.stream().sorted().findFirst().orElseThrow());
            String[] above = ids.subList(0, parent.parents().size()).toArray(String[]::new);
            ids.add(sandbox.collection(parent.name()).under(above).add().id());
        }
        return ids;
    }

    private static String query(Resource resource) {
        return Set.of("matters", "events").contains(resource.name()) ? EVERYTHING : "";
    }

    private static List<String> rows(Resource resource, JsonNode body) {
        return nodes(resource, body).stream().map(JsonNode::toString).toList();
    }

    private static List<JsonNode> nodes(Resource resource, JsonNode body) {
        JsonNode array =
                switch (resource.envelope().kind()) {
                    case ARRAY -> body;
                    case TREE -> body.at("/value/0/folders");
                    default -> body.get(resource.envelope().array());
                };
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    private static String reread(String json) {
        try {
            return SmokeballClient.json(json).toString();
        } catch (Exception e) {
            throw new AssertionError("The ledger holds a record that is no JSON", e);
        }
    }
}
