package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options and headers make of a request, and what the answer becomes. */
class RequestShapeTest {

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final ProducingApplication application = new ProducingApplication(clio);

    @AfterEach
    void stop() {
        application.close();
        clio.close();
    }

    @Test
    void optionsShapeTheRequest() {
        ok(application.send(
                "clio:activities?fields=id,total&filter.status=unbilled&order=date(desc)&limit=7&query=call"));

        Query query = lastQuery();
        assertThat(query.first("fields")).contains("id,total");
        assertThat(query.first("status")).contains("unbilled");
        assertThat(query.first("order")).contains("date(desc)");
        assertThat(query.first("limit")).contains("7");
        assertThat(query.first("query")).contains("call");
    }

    @Test
    void headersWinOverOptions() {
        ok(application.send(
                "clio:activities?fields=id,total&filter.status=unbilled&order=date(desc)&limit=7&query=call",
                null,
                Map.of(
                        ClioConstants.FIELDS,
                        "id,note",
                        ClioConstants.FILTER_PREFIX + "status",
                        "billed",
                        ClioConstants.FILTER_PREFIX + "user_id",
                        12,
                        ClioConstants.ORDER,
                        "id(desc)",
                        ClioConstants.LIMIT,
                        9,
                        ClioConstants.QUERY,
                        "letter")));

        Query query = lastQuery();
        assertThat(query.first("fields")).contains("id,note");
        assertThat(query.all("status")).containsExactly("billed");
        assertThat(query.first("user_id")).contains("12");
        assertThat(query.first("order")).contains("id(desc)");
        assertThat(query.first("limit")).contains("9");
        assertThat(query.first("query")).contains("letter");
    }

    @Test
    void headersThatShapedACallAreUsedUpByIt() {
        ClioRecord record = create("{\"note\":\"old\"}");
        Map<String, Object> headers = Map.of(
                ClioConstants.ID,
                record.id(),
                ClioConstants.FIELDS,
                "id,note",
                ClioConstants.IF_MATCH,
                record.etag(),
                "Mine",
                "stays");

        Exchange changed = ok(application.send("clio:activities?operation=update", "{\"note\":\"new\"}", headers));
        assertThat(changed.getMessage().getHeaders())
                .containsEntry("Mine", "stays")
                .doesNotContainKeys(ClioConstants.ID, ClioConstants.FIELDS, ClioConstants.IF_MATCH);

        Exchange listed = ok(application.send(
                "clio:activities?limit=1", null, Map.of(ClioConstants.FILTER_PREFIX + "type", "TimeEntry")));
        assertThat(listed.getMessage().getHeaders().keySet())
                .noneMatch(header -> header.startsWith(ClioConstants.FILTER_PREFIX));
    }

    @Test
    void headersOfACallThatFailedAreThereForItsRepetition() {
        Exchange failed = application.send(
                "clio:activities?operation=get", null, Map.of(ClioConstants.ID, 4711, ClioConstants.FIELDS, "id"));

        assertThat(failed.getException()).isNotNull();
        assertThat(failed.getMessage().getHeaders()).containsKeys(ClioConstants.ID, ClioConstants.FIELDS);
    }

    @Test
    void theNextPageOfOneListDoesNotSteerTheNextList() {
        List.of("a", "b", "c").forEach(note -> create("{\"note\":\"" + note + "\"}"));
        Exchange first = ok(application.send("clio:activities?limit=2&fields=id,note"));

        ok(application.send(
                "clio:activities?limit=1&fields=id", null, first.getMessage().getHeaders()));

        assertThat(lastQuery().names()).doesNotContain("page_token");
        assertThat(lastQuery().first("limit")).contains("1");
    }

    @Test
    void anArrayFilterIsSentOncePerValue() {
        List<ClioRecord> all = List.of(create("{}"), create("{}"), create("{}"));

        Exchange byOption = ok(application.send("clio:activities?filter.ids[]="
                + all.get(0).id() + "&filter.ids[]=" + all.get(2).id()));
        assertThat(lastQuery().all("ids[]")).hasSize(2);
        assertThat(byOption.getMessage().getHeader(ClioConstants.RECORD_COUNT)).isEqualTo(2);

        Exchange byHeader = ok(application.send(
                "clio:activities",
                null,
                Map.of(
                        ClioConstants.FILTER_PREFIX + "ids[]",
                        List.of(all.get(1).id(), all.get(2).id()))));
        assertThat(byHeader.getMessage().getHeader(ClioConstants.RECORD_COUNT)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CamelClioFields        | id,totl      | did you mean 'total'?
                    CamelClioFields        | id,matter{id | leaves a brace open
                    CamelClioFilter.statsu | billed       | did you mean 'filter.status'?
                    CamelClioFilter.fields | id           | use option fields
                    CamelClioOrder         | daet(asc)    | did you mean 'date(asc)'?
                    CamelClioLimit         | 201          | Clio allows 1 to 200
                    """)
    void aHeaderThatClioWouldRefuseIsTheCallersFaultAndAsksNothing(String header, String value, String why) {
        Exchange answer = application.send("clio:activities", null, Map.of(header, value));

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(answer.getException()).hasMessageContaining(why);
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void aFilterThatClioInsistsOnIsTheCallersToGive() {
        Exchange without = application.send("clio:notes");

        assertThat(without.getException(ClioException.class).kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(without.getException())
                .hasMessageStartingWith("Header CamelClioFilter.type or option filter.type is missing");
        assertThat(clio.requests().total()).isZero();
        ok(application.send("clio:notes?filter.type=Matter"));
        ok(application.send("clio:notes", null, Map.of(ClioConstants.FILTER_PREFIX + "type", "Contact")));
    }

    @Test
    void namesTheCatalogueDoesNotKnowAreLeftToClioOnRequest() {
        Exchange answer = application.send("clio:activities?fields=id,invented_since&checkNames=false");

        assertThat(answer.getException(ClioException.class).errorType()).isEqualTo("InvalidFields");
    }

    @Test
    void idsOfParentsComeFromThePathTheOptionOrTheHeader() {
        long contact = clio.records("contacts").create("{}").id();
        String path = "/api/v4/contacts/" + contact + "/phone_numbers.json";

        ok(application.send("clio:contacts/" + contact + "/phone_numbers"));
        ok(application.send("clio:contacts/{contact_id}/phone_numbers?path.contact_id=" + contact));
        ok(application.send(
                "clio:contacts/{contact_id}/phone_numbers?path.contact_id=1",
                null,
                Map.of(ClioConstants.PATH_PREFIX + "contact_id", contact)));

        assertThat(clio.requests().entries()).extracting(RequestLog.Entry::path).containsOnly(path);
        assertThat(clio.requests().total()).isEqualTo(3);
    }

    @Test
    void aMessageCannotReplaceAnIdThatTheEndpointNames() {
        long contact = clio.records("contacts").create("{}").id();

        ok(application.send(
                "clio:contacts/" + contact + "/phone_numbers",
                null,
                Map.of(ClioConstants.PATH_PREFIX + "contact_id", 4711)));

        assertThat(clio.requests().entries().get(0).path()).contains("/contacts/" + contact + "/");
    }

    @Test
    void aVersionOfItsOwnIsAskedFor() {
        Exchange answer = application.send("clio:activities?apiVersion=3.9.9");

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.VERSION_GONE);
        ok(application.send("clio:activities?apiVersion=4.0.12"));
    }

    @Test
    void anUnchangedRecordIsAnEmptyBodyAndAStatus() {
        ClioRecord record = create("{\"total\":250.00}");
        Exchange first = ok(application.send("clio:activities?operation=get&id=" + record.id()));
        Object etag = first.getMessage().getHeader(ClioConstants.ETAG);

        Exchange byEtag = ok(application.send(
                "clio:activities?operation=get&id=" + record.id(), null, Map.of(ClioConstants.IF_NONE_MATCH, etag)));
        Exchange byTime = ok(application.send("clio:activities?operation=get&id=" + record.id() + "&ifModifiedSince="
                + Instant.now().plusSeconds(60)));

        for (Exchange answer : List.of(byEtag, byTime)) {
            assertThat(answer.getMessage().getHeader(ClioConstants.STATUS)).isEqualTo(304);
            assertThat(answer.getMessage().getBody()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    activities?operation=delete&ifMatch=a         | ifMatch         | no condition
                    activities?operation=list&ifModifiedSince=a   | ifModifiedSince | no condition
                    activities?operation=update&ifNoneMatch=a     | ifNoneMatch     | ifMatch only
                    activities?operation=get&ifMatch=a            | ifMatch         | ifNoneMatch and ifModifiedSince only
                    """)
    void aConditionThatClioWouldIgnoreIsRefusedAtStart(String endpoint, String option, String taken) {
        assertThatThrownBy(() ->
                        application.context().getEndpoint("clio:" + endpoint).createProducer())
                .hasStackTraceContaining("Option " + option + " is not allowed; Clio's ")
                .hasStackTraceContaining(" takes " + taken);
    }

    @Test
    void aStaleEtagKeepsARecordFromBeingChanged() {
        ClioRecord record = create("{\"note\":\"old\"}");

        Exchange stale = application.send(
                "clio:activities?operation=update&ifMatch=\"stale\"&id=" + record.id(), "{\"note\":\"new\"}", Map.of());
        assertThat(stale.getException(ClioException.class).kind()).isEqualTo(Kind.PRECONDITION_FAILED);

        ok(application.send(
                "clio:activities?operation=update&id=" + record.id(),
                "{\"note\":\"new\"}",
                Map.of(ClioConstants.IF_MATCH, record.etag())));
        assertThat(noteOf(record)).isEqualTo("new");
    }

    @Test
    void bodiesOfEveryKindAreSentInsideData() {
        ClioRecord record = create("{\"note\":\"old\"}");
        String update = "clio:activities?operation=update&id=" + record.id();
        Map<Object, String> bodies = Map.of(
                "{\"note\":\"text\"}",
                "text",
                "{\"data\":{\"note\":\"whole\"}}",
                "whole",
                "{\"note\":\"bytes\"}".getBytes(),
                "bytes",
                new java.io.ByteArrayInputStream("{\"note\":\"stream\"}".getBytes()),
                "stream",
                Map.of("note", "map"),
                "map",
                Map.of("data", Map.of("note", "wholeMap")),
                "wholeMap",
                new Note("pojo"),
                "pojo");

        bodies.forEach((body, note) -> {
            ok(application.send(update, body, Map.of()));
            assertThat(noteOf(record)).isEqualTo(note);
        });
    }

    @Test
    void decimalsAreSentAndReadWithAllTheirDigits() {
        ClioRecord record = create("{}");
        String amount = "12345678901234567890.123456789000";

        Exchange answer = ok(application.send(
                "clio:activities?operation=update&fields=id,price&resultAs=map&id=" + record.id(),
                Map.of("price", new BigDecimal(amount)),
                Map.of()));
        assertThat(answer.getMessage().getBody(Map.class).get("price")).isEqualTo(new BigDecimal(amount));

        String get = "clio:activities?operation=get&fields=id,price&id=" + record.id();
        String json = "{\"id\":" + record.id() + ",\"price\":" + amount + "}";
        assertThat(ok(application.send(get)).getMessage().getBody()).isEqualTo(json.getBytes());
        assertThat(ok(application.send(get + "&resultAs=string")).getMessage().getBody())
                .isEqualTo(json);
        JsonNode node =
                ok(application.send(get + "&resultAs=jsonNode")).getMessage().getBody(JsonNode.class);
        assertThat(node.path("price").decimalValue()).isEqualTo(new BigDecimal(amount));
        assertThat(node).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [1,2]                 | is not a JSON object
                    {"note":"confidential | is not well-formed JSON
                    {"a":1}{"b":2}        | holds more than one JSON object
                    confidential          | is not well-formed JSON
                    """)
    void aBodyThatIsNoJsonObjectIsRefusedWithoutBeingQuoted(String body, String why) {
        Exchange answer = application.send("clio:activities?operation=create", body, Map.of());

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(answer.getException()).hasMessageContaining(why).hasMessageNotContaining("confidential");
        assertThat(clio.requests().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "s3cret\r\nX-Evil: 1"})
    void aSecretThatIsNoneIsNeitherSentNorQuoted(String body) {
        Exchange answer = application.send("clio:webhooks?operation=activate&id=1", body, Map.of());

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(answer.getException()).hasMessageNotContaining("s3cret");
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void aCreateWithoutABodyIsNotSent() {
        Exchange answer = application.send("clio:activities?operation=create");

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(answer.getException())
                .hasMessageStartingWith("The message has no body, but create of activities needs date, type");
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void aDeletionLeavesNoBody() {
        ClioRecord record = create("{}");

        Exchange answer =
                ok(application.send("clio:activities?operation=delete", "x", Map.of("CamelClioId", record.id())));

        assertThat(answer.getMessage().getBody()).isNull();
        assertThat(answer.getMessage().getHeader(ClioConstants.STATUS)).isEqualTo(204);
        assertThat(clio.records("activities").find(record.id())).isEmpty();
    }

    private ClioRecord create(String json) {
        return clio.records("activities").create(json);
    }

    private String noteOf(ClioRecord record) {
        return clio.records("activities")
                .find(record.id())
                .orElseThrow()
                .json()
                .path("note")
                .asText();
    }

    private static Exchange ok(Exchange answer) {
        assertThat(answer.getException()).isNull();
        return answer;
    }

    private Query lastQuery() {
        List<RequestLog.Entry> entries = clio.requests().entries();
        return entries.get(entries.size() - 1).query();
    }

    /** What a Java team might send. */
    public record Note(String note) {}
}
