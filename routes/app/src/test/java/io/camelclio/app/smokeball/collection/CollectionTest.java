package io.camelclio.app.smokeball.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.RecordTraits.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged collections as they are asked for and read. */
class CollectionTest {

    private static final Optional<Instant> SINCE = Optional.of(Instant.parse("2026-01-01T00:00:00.9999999Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activity_code | Offset=500&Limit=250&UpdatedSince=639028224009999999",
                "contact | Offset=500&Limit=250&UpdatedSince=639028224009999999&ExcludeDeletedContacts=false",
                "matter | Offset=500&Limit=250&LastUpdated=2026-01-01T00%3A00%3A00Z&Status=Open&Status=Pending&Status=Closed&Status=Deleted&Status=Cancelled&Type=Matters%2CLeads",
                "event | Offset=500&Limit=250&UpdatedSince=2026-01-01T00%3A00%3A00&From=2000-01-01T00%3A00%3A00&ExcludeDeletedEvents=false",
                "task | Offset=500&Limit=250&LastUpdated=2026-01-01T00%3A00%3A00Z",
                "staff | Offset=500&Limit=250",
                "bank_account | ''"
            })
    void eachIsAskedForInItsOwnForm(String entity, String query) {
        assertThat(collection(entity).query(500, 250, SINCE)).isEqualTo(query);
    }

    @Test
    void routesFilterStandsForTheCollectionsOwnOfThatName() {
        Collection open = collection("matter").narrowed(Filters.parse("status=Open&Search=Bob"));

        assertThat(open.query(0, 500, Optional.empty()))
                .isEqualTo("Offset=0&Limit=500&Type=Matters%2CLeads&status=Open&Search=Bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matter | '' | ''",
                "matter | Status=Open&Search=Bob | Search=Bob&status=Open",
                "matter | Status=Cancelled&Status=Deleted&Status=Closed&Status=Pending&Status=Open | ''",
                "event | From=2020-01-01T00:00:00 | from=2020-01-01T00:00:00",
                "contact | Fields=Person&Sort=Name | ''",
                "contact | Type=Company | Type=Company"
            })
    void anyFilterBesideThePackagedOnesNarrowsUnlessItOnlyChoosesFieldsOrOrder(
            String entity, String filters, String narrowing) {
        assertThat(collection(entity).narrowed(Filters.parse(filters)).narrowing())
                .isEqualToIgnoringCase(narrowing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matter | Stauts=Open | 'Stauts' | Fields, IsLead, MatterTypeId, Search, Sort, Status, Type",
                "matter | LastUpdated=2026-01-01 | 'LastUpdated' | Status",
                "staff | Offset=5 | 'Offset' | Fields, Search",
                "activity_code | Search=x | 'Search' | none"
            })
    void filterThatTheCollectionDoesNotHaveIsRefused(String entity, String filters, String named, String allowed) {
        assertThatThrownBy(() -> collection(entity).narrowed(Filters.parse(filters)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'" + entity + "'", named, "mayFilter in smokeball/collections.yaml")
                .satisfies(failure -> assertThat(failure.getMessage()).contains(allowed.split(", ")));
    }

    @Test
    void whatIsNoFilterIsRefused() {
        assertThatThrownBy(() -> Filters.parse("Status=Open&Closed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'Closed'", "Status=Open&Status=Closed");
    }

    @Test
    void versionIsTheVendorsWithEveryDigit() throws Exception {
        Said matter = said("matter", "{\"id\":\"m\",\"versionId\":\"637771038395217729\",\"status\":\"Open\"}");

        assertThat(matter.version()).isEqualTo("637771038395217729");
        assertThat(matter.changedAt()).contains(Instant.parse("2022-01-06T22:10:39.5217729Z"));
    }

    @Test
    void ticksAboveWhatADoubleHoldsStayExact() throws Exception {
        Said task = said("task", "{\"id\":\"t\",\"lastUpdated\":637771038395217729}");

        assertThat(task.version()).isEqualTo("637771038395217729");
        assertThat(collection("activity_code").query(0, 1, task.changedAt()))
                .endsWith("UpdatedSince=637771038395217729");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matter | {\"id\":\"1\",\"status\":\"Deleted\"} | true",
                "matter | {\"id\":\"1\",\"status\":\"Cancelled\"} | false",
                "contact | {\"id\":\"1\",\"isDeleted\":true} | true",
                "contact | {\"id\":\"1\",\"isDeleted\":false} | false",
                "staff | {\"id\":\"1\",\"former\":true} | true",
                "invoice | {\"id\":\"1\",\"status\":3} | true",
                "invoice | {\"id\":\"1\",\"status\":4} | false"
            })
    void deletionIsKnownByEachCollectionsOwnSign(String entity, String record, boolean deleted) throws Exception {
        assertThat(said(entity, record).deleted()).isEqualTo(deleted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contact | {\"id\":\"1\",\"versionId\":\"v\",\"isDeleted\":true}",
                "task | {\"id\":\"1\",\"lastUpdated\":\"v\",\"isDeleted\":true}",
                "matter | {\"id\":\"1\",\"versionId\":\"v\",\"status\":\"Deleted\"}",
                "staff | {\"id\":\"1\",\"versionId\":\"v\",\"former\":true}"
            })
    void deletionHasTheVersionOfTheRecordSinceWhatIsDeletedMayComeBack(String entity, String record) throws Exception {
        assertThat(said(entity, record).version()).isEqualTo("v");
        assertThat(said(entity, record.replace("\"v\"", "\"w\"")).version()).isEqualTo("w");
    }

    @Test
    void stageIsKnownByItsMatter() throws Exception {
        assertThat(said("matter_stage", "{\"versionId\":\"v\",\"matter\":{\"id\":\"m\",\"href\":\"x\"}}")
                        .id())
                .isEqualTo("m");
    }

    @Test
    void recordWithoutItsKeyHasNoIdentity() throws Exception {
        assertThat(collection("matter_stage").records().read(bytes("{\"matter\":{}}")))
                .isEmpty();
    }

    @Test
    void digestCountsWhatARecordSaysAndNotItsLinks() throws Exception {
        String group =
                "{\"id\":\"g\",\"href\":\"https://a/g\",\"self\":{\"id\":\"g\",\"href\":\"https://a\"},\"name\":\"A\"}";

        assertThat(said("group", group.replace("https://a", "https://b")).version())
                .isEqualTo(said("group", group).version());
        assertThat(said("group", group.replace("\"A\"", "\"B\"")).version())
                .isNotEqualTo(said("group", group).version());
    }

    @Test
    void recordsWithoutIdentityAreOneRecordOfThemAll() throws Exception {
        Said categories = said("matter_type_category", "[\"Family\",\"Estates\"]");

        assertThat(categories.id()).isEqualTo("all");
        assertThat(categories.version())
                .isNotEqualTo(said("matter_type_category", "[\"Family\"]").version());
    }

    @Test
    void timeWithoutZoneIsUtc() throws Exception {
        assertThat(said("event", "{\"id\":\"e\",\"lastUpdated\":\"2026-01-02T03:04:05\"}")
                        .changedAt())
                .contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(said("event", "{\"id\":\"e\",\"lastUpdated\":\"2026-01-02T03:04:05+01:00\"}")
                        .changedAt())
                .contains(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(said("event", "{\"id\":\"e\",\"lastUpdated\":\"yesterday\"}").changedAt())
                .isEmpty();
    }

    private static Said said(String entity, String record) throws Exception {
        return collection(entity).records().read(bytes(record)).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Collection collection(String entity) {
        try {
            return Collections.read(Optional.empty(), Optional.empty()).of(entity);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }
}
