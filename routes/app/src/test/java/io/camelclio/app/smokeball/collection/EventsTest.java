package io.camelclio.app.smokeball.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.pull.record.JsonRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {

    private static final String VALID = """
            - entity: matter
              changed: [matter.created, matter.updated]
            - entity: fee
              changed: [fee.updated]
              deleted: [fee.deleted]
              parents: [matter/id]
            - ignored: [firm.updated]
              because: nothing holds it
            """;

    private static final String COLLECTIONS = """
            - entity: matter
              path: matters
            - entity: fee
              path: matters/{matterId}/fees
              parents: {matterId: matter}
            """;

    @TempDir
    private Path folder;

    @Test
    void packagedFileKnowsEveryTypeThatSmokeballDocuments() throws Exception {
        Events events = Events.read(Optional.empty(), Collections.read(Optional.empty(), Optional.empty()));

        List<String> documented = documented();
        assertThat(documented).hasSize(43);
        assertThat(documented).allMatch(events::knows);
        assertThat(events.knows("fee.stolen")).isFalse();
        assertThat(events.of("fee.stolen")).isEmpty();
    }

    @Test
    void onlyTypesOfWhatIsReadAreWantedAndFailedWrites() throws Exception {
        Events events = read(VALID);

        assertThat(events.wanted("fee"::equals)).containsExactly("error", "fee.deleted", "fee.updated");
    }

    @Test
    void eventNamesTheIdsOfItsRecordAndOfItsParents() throws Exception {
        EventMeaning deleted = read(VALID).of("fee.deleted").orElseThrow();

        assertThat(deleted.entity()).isEqualTo("fee");
        assertThat(deleted.deletion()).isTrue();
        assertThat(deleted.ids(event(deleted, "{\"id\":\"f-1\",\"matter\":{\"id\":\"m-1\"}}")))
                .contains(List.of("m-1", "f-1"));
        assertThat(read(VALID).of("fee.updated").orElseThrow().deletion()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"f-1\"}",
                "{\"matter\":{\"id\":\"m-1\"}}",
                "{\"id\":\"../tokens\",\"matter\":{\"id\":\"m-1\"}}",
                "{\"id\":\"f-1?Limit=1\",\"matter\":{\"id\":\"m-1\"}}",
                "{\"id\":\"f-1\",\"matter\":{\"id\":\"m/1\"}}",
                "{\"id\":\"\",\"matter\":{\"id\":\"m-1\"}}",
                "{\"id\":\".\",\"matter\":{\"id\":\"m-1\"}}"
            })
    void whatCannotBeAnIdIsNone(String payload) throws Exception {
        EventMeaning meaning = read(VALID).of("fee.updated").orElseThrow();

        assertThat(meaning.ids(event(meaning, payload))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles.updated | {\"id\":\"x\",\"matterId\":\"m-1\",\"roles\":[]} | m-1",
                "matteritems.updated | {\"id\":\"x\",\"href\":\"https://api.smokeball.com/matters/m-1/items\"} | m-1",
                "layoutmatter.created | {\"href\":\"https://api.smokeball.com/a-1/matters/m-1?x=1\"} | m-1",
                "layoutmatter.updated | {\"href\":\"https://api.smokeball.com/layouts/m-1\"} |",
                "layoutmatter.updated | {\"href\":\"https://evil.example/matters/..%2Fstaff\"} |",
                "matteritems.updated | {\"id\":\"x\",\"items\":[]} |"
            })
    void eventOfAllThatAMatterHasNamesTheMatterByIdOrAddress(String type, String payload, String matter)
            throws Exception {
        EventMeaning meaning = Events.read(Optional.empty(), Collections.read(Optional.empty(), Optional.empty()))
                .of(type)
                .orElseThrow();

        assertThat(meaning.read()).isEqualTo(EventMeaning.Read.LIST);
        assertThat(meaning.ids(event(meaning, payload)))
                .isEqualTo(Optional.ofNullable(matter).map(List::of));
    }

    @Test
    void packagedEventsOfCollectionsThatATeamDoesNotHaveMeanNoRecord() throws Exception {
        write("smokeball/collections.yaml", COLLECTIONS);
        Collections own = Collections.read(Optional.of(folder), Optional.empty());

        Events events = Events.read(Optional.of(folder), own);

        assertThat(events.of("fee.updated")).isPresent();
        assertThat(events.knows("staff.updated")).isTrue();
        assertThat(events.of("staff.updated")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entity: fee | entity: fees | entity is 'fees'; allowed are entities of smokeball/collections.yaml",
                "  parents: [matter/id] | | parents has 0 fields; allowed are 1, one for each parent",
                "[matter/id] | ['{id}'] | parents has '{id}'; allowed is <field> or <field>/<field>",
                "[fee.updated] | [Fee.updated] | changed has 'Fee.updated'; allowed are types such as fee.updated",
                "[fee.updated] | [matter.updated] | the type matter.updated stands twice",
                "because: nothing | read: record # | field 'read' is not known; known are because, ignored",
                "changed: [fee.updated] | read: page | read is 'page'; allowed are record, list, collection",
                "changed: [fee.updated] | read: list | read is 'list'; allowed is that for what stands under parents and",
                "changed: [fee.updated] | updated: [fee.updated] | field 'updated' is not known; known are changed, deleted"
            })
    void whatIsWrongIsToldWithFileEntityFieldValueAndWhatIsAllowed(String text, String by, String problem) {
        String wrong = VALID.replace(text, by == null ? "" : by);

        assertThat(wrong).isNotEqualTo(VALID);
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(folder.resolve("smokeball/events.yaml").toString())
                .hasMessageContaining(problem);
    }

    private static JsonRecord event(EventMeaning meaning, String payload) throws Exception {
        String body = "{\"type\":\"fee.updated\",\"payload\":" + payload + "}";
        return JsonRecord.read(body.getBytes(StandardCharsets.UTF_8), meaning.fields());
    }

    private Events read(String content) throws IOException, SettingsException {
        write("smokeball/collections.yaml", COLLECTIONS);
        write("smokeball/events.yaml", content);
        return Events.read(Optional.of(folder), Collections.read(Optional.of(folder), Optional.empty()));
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<String> documented() throws IOException {
        try (InputStream types =
                EventsTest.class.getResourceAsStream("/io/camelclio/testkit/smokeball/catalogue/webhook-types.txt")) {
            return new String(types.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
