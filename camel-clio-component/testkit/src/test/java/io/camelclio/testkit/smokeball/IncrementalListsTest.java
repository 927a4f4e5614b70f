package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.listing.Deprecation;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.smokeball.records.Ticks;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that select rows, and what lists leave out unless they are asked. */
class IncrementalListsTest {

    private static final String ALL = "From=2000-01-01T00:00:00";

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox =
            SmokeballSandbox.builder().clock(clock).unlimited().start();
    private final SmokeballClient client = new SmokeballClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "activitycodes, UpdatedSince, ticks",
        "contacts, UpdatedSince, ticks",
        "stages, UpdatedSince, ticks",
        "stages, LastUpdated, iso",
        "stagesets, UpdatedSince, ticks",
        "matters, UpdatedSince, ticks",
        "matters, LastUpdated, iso",
        "tasks, UpdatedSince, ticks",
        "tasks, LastUpdated, iso",
        "events, UpdatedSince, ticks",
        "events, UpdatedSince, local",
        "fees, UpdatedSince, ticks",
        "expenses, UpdatedSince, ticks",
        "invoices, UpdatedSince, ticks",
        "invoices, LastUpdated, iso",
        "matter-balances, LastUpdated, iso",
        "transactions, LastUpdated, iso"
    })
    void selectsWhatWasUpdatedSince(String name, String parameter, String form) throws Exception {
        SmokeballRecords records = records(name);
        records.add();
        clock.advance(Duration.ofSeconds(10));
        Instant since = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        records.add();
        String value =
                switch (form) {
                    case "ticks" -> Long.toString(Ticks.of(since));
                    case "iso" -> "2026-03-02T09:30:10Z";
                    default -> "2026-03-02T09:30:10";
                };

        assertThat(client.page(path(name) + "?" + ALL).get("value")).hasSize(2);
        assertThat(client.page(path(name) + "?" + ALL + "&" + parameter + "=" + value)
                        .get("value"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void includesTheBoundUnlessToldNotTo(boolean inclusive) throws Exception {
        sandbox.lists().sinceIsInclusive(inclusive);
        Change contact = sandbox.collection("contacts").add();

        assertThat(client.ids("/contacts?UpdatedSince=" + contact.updatedTicks()))
                .hasSize(inclusive ? 1 : 0);
        assertThat(client.ids("/contacts?UpdatedSince=" + (contact.updatedTicks() - 1)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/tasks?LastUpdated=2026-03-02T09:30:10.5Z",
        "/tasks?LastUpdated=637771038395217729",
        "/tasks?LastUpdated=2026-13-02T09:30:10Z",
        "/tasks?LastUpdated=2026-03-02",
        "/contacts?UpdatedSince=2026-03-02T09:30:10Z",
        "/events?UpdatedSince=2026-03-02T09:30:10Z",
        "/events?From=2026-03-02T09:30:10Z",
        "/events?From=2026-03-02T09:30:10.123",
        "/matters?Status=Gone",
        "/matters?Type=Lead",
        "/matters?Sort=lastUpdated",
        "/matters?Sort=asc(title)",
        "/contacts?Search=Smith",
        "/contacts?Type=Company",
        "/contacts?ExcludeDeletedContacts=yes"
    })
    void refusesOtherForms(String pathAndQuery) throws Exception {
        assertThat(client.status(pathAndQuery)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/matters", "/tasks"})
    void refusesBothParametersWhereTheyExcludeEachOther(String path) throws Exception {
        String both = "?UpdatedSince=637771038395217729&LastUpdated=2026-03-02T09:30:10Z";

        assertThat(client.status(path + both)).isEqualTo(400);
        assertThat(client.status("/stages" + both)).isEqualTo(200);
    }

    @Test
    void treatsDeprecatedParametersAsTold() throws Exception {
        sandbox.collection("matters").add();
        String query = "?UpdatedSince=" + Ticks.MAX;

        assertThat(client.ids("/matters" + query)).isEmpty();
        sandbox.lists().deprecatedParameters(Deprecation.IGNORED);
        assertThat(client.ids("/matters" + query)).hasSize(1);
        sandbox.lists().deprecatedParameters(Deprecation.REFUSED);
        assertThat(client.status("/matters" + query)).isEqualTo(400);
        assertThat(client.status("/stages" + query)).isEqualTo(200);
        assertThat(client.status("/stages?LastUpdated=2026-03-02T09:30:10Z")).isEqualTo(400);
    }

    @Test
    void showsComingEventsOnlyUnlessFromIsGiven() throws Exception {
        SmokeballRecords events = sandbox.collection("events");
        String past = events.add("{\"startTime\":\"2026-03-02T09:29:00\"}").id();
        String coming = events.add("{\"startTime\":\"2026-03-02T09:31:00\"}").id();

        assertThat(client.ids("/events")).containsExactly(coming);
        assertThat(client.ids("/events?UpdatedSince=2026-01-01T00:00:00")).containsExactly(coming);
        assertThat(client.ids("/events?" + ALL)).containsExactlyInAnyOrder(past, coming);
        assertThat(client.ids("/events?" + ALL + "&To=2026-03-02T09:30:00")).containsExactly(past);
    }

    @Test
    void showsNoLeadsUnlessTheTypeIsGiven() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        String lead = sandbox.collection("matters").add("{\"isLead\":true}").id();

        assertThat(client.ids("/matters")).containsExactly(matter);
        assertThat(client.ids("/matters?Type=Leads")).containsExactly(lead);
        assertThat(client.ids("/matters?IsLead=true")).containsExactly(lead);
        assertThat(client.ids("/matters?Type=Matters,Leads")).containsExactlyInAnyOrder(matter, lead);
    }

    @Test
    void showsMattersOfTheDefaultStatusesUnlessOthersAreGiven() throws Exception {
        String open = sandbox.collection("matters").add().id();
        String deleted = sandbox.collection("matters").add().id();
        sandbox.collection("matters").delete(deleted);

        assertThat(client.ids("/matters")).containsExactly(open);
        assertThat(client.ids("/matters?Status=Open&Status=Deleted")).containsExactlyInAnyOrder(open, deleted);
        sandbox.lists().defaultMatterStatuses(Set.of("Open", "Deleted"));
        assertThat(client.ids("/matters")).containsExactlyInAnyOrder(open, deleted);
    }

    @Test
    void showsDeletedRowsUnlessTheyAreExcluded() throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(2);
        contacts.delete(ids.get(0));

        assertThat(client.ids("/contacts")).hasSize(2);
        assertThat(client.ids("/contacts?ExcludeDeletedContacts=true")).containsExactly(ids.get(1));
    }

    @Test
    void leavesDeletedRowsOutWhereNobodyCanAskForThemWhenToldTo() throws Exception {
        sandbox.lists().deletedRowsAreListed(false);
        for (String name : List.of("activitycodes", "contacts", "matters")) {
            SmokeballRecords records = sandbox.collection(name);
            records.delete(records.add().id());
        }

        assertThat(client.ids("/activitycodes")).isEmpty();
        assertThat(client.ids("/contacts")).as("there is a parameter").hasSize(1);
        assertThat(client.ids("/matters?Status=Deleted")).as("it is a status").hasSize(1);
    }

    @Test
    void filtersContactsByWhatTheyAre() throws Exception {
        String person = sandbox.collection("contacts").add().id();
        String company = sandbox.collection("contacts")
                .create("{\"company\":{\"name\":\"Brown & Co.\"}}")
                .id();

        assertThat(client.ids("/contacts?Type=Person")).containsExactly(person);
        assertThat(client.ids("/contacts?Type=Organisation")).containsExactly(company);
        assertThat(client.ids("/contacts?Type=Person&Type=Organisation")).hasSize(2);
    }

    @Test
    void filtersByLinksAndFlags() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        String mine = sandbox.collection("tasks").add("{\"isCompleted\":true}").id();
        String linked = sandbox.collection("tasks")
                .add("{\"matter\":{\"id\":\"other\"}}")
                .id();

        assertThat(client.ids("/tasks?MatterId=" + matter)).containsExactly(mine);
        assertThat(client.ids("/tasks?MatterId=other")).containsExactly(linked);
        assertThat(client.ids("/tasks?IsCompleted=false")).containsExactly(linked);
    }

    @Test
    void searchesContactsByFieldAndMattersByWord() throws Exception {
        String contact = sandbox.collection("contacts")
                .add("{\"person\":{\"lastName\":\"Quixote\"}}")
                .id();
        String matter = sandbox.collection("matters")
                .add("{\"title\":\"Quixote v Mill\"}")
                .id();
        sandbox.collection("matters").add();

        assertThat(client.ids("/contacts?Search=name:quixote")).containsExactly(contact);
        assertThat(client.ids("/contacts?Search=name:nobody")).isEmpty();
        assertThat(client.ids("/matters?Search=Quixote")).containsExactly(matter);
        assertThat(client.ids("/matters?Search=name:Quixote")).isEmpty();
    }

    @Test
    void sortsByTheTimeOfChangeWhereThatIsOffered() throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(5);
        clock.advance(Duration.ofSeconds(1));
        contacts.update(ids.get(2), "{}");

        List<String> ascending = client.ids("/contacts?Sort=asc(LastUpdated)");
        List<String> descending = client.ids("/contacts?Sort=desc(lastUpdated)");

        assertThat(ascending).last().isEqualTo(ids.get(2));
        assertThat(descending).first().isEqualTo(ids.get(2));
    }

    @Test
    void showsTheVersionOfAMatterAsTicksThatUpdatedSinceTakes() throws Exception {
        Change change = sandbox.collection("matters").add();

        JsonNode matter = client.page("/matters").at("/value/0");

        assertThat(matter.get("versionId").isTextual()).isTrue();
        assertThat(matter.get("versionId").textValue()).isEqualTo(Long.toString(change.updatedTicks()));
        assertThat(client.ids("/matters?UpdatedSince=" + change.versionId())).hasSize(1);
    }

    @Test
    void givesSeveralRecordsOfOneMomentTheSameTicksAndOneRecordNever() {
        SmokeballRecords contacts = sandbox.collection("contacts");
        Change first = contacts.add();
        Change second = contacts.add();

        assertThat(second.updatedTicks()).isEqualTo(first.updatedTicks());
        assertThat(contacts.update(first.id(), "{}").updatedTicks()).isEqualTo(first.updatedTicks() + 1);
    }

    @Test
    void showsAWriteAfterItsLag() throws Exception {
        sandbox.account().visibilityLag(Duration.ofSeconds(30));
        String matter = sandbox.collection("matters").add().id();
        assertThat(client.status("/matters/" + matter)).isEqualTo(404);
        assertThat(client.status("/matters/" + matter + "/fees")).isEqualTo(404);

        clock.advance(Duration.ofSeconds(30));

        assertThat(client.status("/matters/" + matter)).isEqualTo(200);
        sandbox.collection("matters").vanish(matter);
        assertThat(client.status("/matters/" + matter)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(30));
        assertThat(client.status("/matters/" + matter)).isEqualTo(404);
    }

    private String path(String name) {
        String under = "/" + parent;
        return switch (name) {
            case "fees", "expenses", "invoices" -> "/matters" + under + "/" + name;
            case "matter-balances", "transactions" -> "/bankaccounts" + under + "/" + name;
            default -> "/" + name;
        };
    }

    private String parent = "";

    private SmokeballRecords records(String name) {
        if (path(name).startsWith("/matters/")) {
            parent = sandbox.collection("matters").add().id();
        } else if (path(name).startsWith("/bankaccounts/")) {
            parent = sandbox.collection("bankaccounts").add().id();
        }
        SmokeballRecords records = sandbox.collection(name);
        return parent.isEmpty() ? records : records.under(parent);
    }
}
