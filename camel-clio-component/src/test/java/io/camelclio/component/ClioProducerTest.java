package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioProducerTest extends CamelTestSupport {

    private static final String LIST = "/api/v4/activities.json";

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final ClioRecords activities = clio.records("activities");

    @AfterEach
    void stopClio() {
        clio.close();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        ClioComponent component = new ClioComponent(context);
        component.setApiUrl(clio.baseUri().toString());
        component.setClientId(clio.clientId());
        component.setClientSecret(clio.clientSecret());
        component.setRefreshToken(clio.refreshToken());
        context.addComponent("clio", component);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:list").to("clio:activities");
                from("direct:fields").to("clio:activities?fields=id, total,matter{id}&filter.type=TimeEntry&limit=2");
                from("direct:page").to("clio:activities?fields=id,total&limit=2");
                from("direct:all").to("clio:activities?fields=id,total&limit=2&listAs=all");
                from("direct:bounded").to("clio:activities?limit=2&listAs=all&maxRecords=3");
                from("direct:rates").to("clio:activity_rates");
                from("direct:get").to("clio:activities?operation=get&fields=id,total,note");
                from("direct:get-one").to("clio:activities?operation=get&id=4711");
            }
        };
    }

    @Test
    void listsIdAndEtagUnlessFieldsAreNamed() {
        ClioRecord record = activities.create("{\"total\":1}");

        Exchange answer = request("direct:list", Map.of());

        assertThat(body(answer))
                .isEqualTo("[{\"id\":" + record.id() + ",\"etag\":\""
                        + record.etag().replace("\"", "\\\"") + "\"}]");
        assertThat(answer.getMessage().getHeader(ClioConstants.STATUS)).isEqualTo(200);
        assertThat(answer.getMessage().getHeader(ClioConstants.RECORD_COUNT)).isEqualTo(1);
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey(ClioConstants.NEXT_PAGE);
    }

    @Test
    void asksWithFieldsFilterLimitAndTheOrderOfUnlimitedPaging() {
        activities.create("{\"type\":\"TimeEntry\",\"total\":250.00}");
        activities.create("{\"type\":\"HardCostEntry\",\"total\":1}");

        Exchange answer = request("direct:fields", Map.of());

        assertThat(body(answer)).contains("\"total\":250.00,\"matter\":null").doesNotContain("\"total\":1");
        Query query = lists().get(0);
        assertThat(query.names()).containsExactlyInAnyOrder("fields", "limit", "order", "type");
        assertThat(query.first("fields")).as("without white space").contains("id,total,matter{id}");
        assertThat(query.first("order")).contains("id(asc)");
        assertThat(query.first("limit")).contains("2");
    }

    @Test
    void asksForNoOrderWhereClioAcceptsNone() {
        clio.records("activity_rates").create("{\"rate\":1}");

        assertThat(request("direct:rates", Map.of()).getMessage().getHeader(ClioConstants.RECORD_COUNT))
                .isEqualTo(1);
    }

    @Test
    void givesTheLinkOfTheNextPageAndFollowsIt() {
        List<ClioRecord> all = create(3);

        Exchange first = request("direct:page", Map.of());
        String link = first.getMessage().getHeader(ClioConstants.NEXT_PAGE, String.class);
        Exchange second = request("direct:page", Map.of(ClioConstants.PAGE, link));

        assertThat(body(first)).isEqualTo(json(all.subList(0, 2)));
        assertThat(body(second)).isEqualTo(json(all.subList(2, 3)));
        assertThat(second.getMessage().getHeaders()).doesNotContainKey(ClioConstants.NEXT_PAGE);
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        Exchange answer = request("direct:page", Map.of(ClioConstants.PAGE, "http://localhost:1/steal"));

        assertThat(answer.getException())
                .isInstanceOfSatisfying(ClioException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.INVALID_REQUEST))
                .hasMessageStartingWith("Header CamelClioPage is no page of activities");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/api/v4/activities.json?x=1",
                "%s/api/v4/contacts.json?limit=2",
                "%s/api/v4/matters/1/activities.json",
                "%s/other/api/v4/activities.json",
                "%s/api/v4/x/../activities.json",
                "%s/api/v4/x%%2factivities.json",
                "not a link"
            })
    void aMessageCannotChooseAnotherHostOrResourceByItsNextPage(String link) {
        Exchange answer = request("direct:page", Map.of(ClioConstants.PAGE, link.formatted(clio.baseUri())));

        assertThat(answer.getException()).hasMessageStartingWith("Header CamelClioPage is no page of activities");
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void collectsTheRecordsOfAllPagesByteForByte() {
        List<ClioRecord> all = create(7);

        Exchange answer = request("direct:all", Map.of());

        assertThat(body(answer)).isEqualTo(json(all));
        assertThat(answer.getMessage().getHeader(ClioConstants.RECORD_COUNT)).isEqualTo(7);
        assertThat(lists()).hasSize(4);
    }

    @Test
    void aListOfNothingIsAnEmptyArray() {
        assertThat(body(request("direct:all", Map.of()))).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 9})
    void refusesToCollectMoreThanItsBound(int records) {
        create(records);

        assertThat(request("direct:bounded", Map.of()).getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The list of activities holds more than 3 records; narrow it by a filter, read it with"
                        + " listAs=records or listAs=pages, or raise maxRecords");
        assertThat(lists()).as("pages read before it gave up").hasSize(2);
    }

    @Test
    void collectsExactlyItsBound() {
        create(3);

        Exchange answer = request("direct:bounded", Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(ClioConstants.RECORD_COUNT)).isEqualTo(3);
    }

    @Test
    void getsOneRecordByTheIdOfTheHeader() {
        ClioRecord record = activities.create("{\"total\":250.00,\"note\":null}");

        Exchange answer = request("direct:get", Map.of(ClioConstants.ID, record.id()));

        assertThat(body(answer)).isEqualTo("{\"id\":" + record.id() + ",\"total\":250.00,\"note\":null}");
        assertThat(answer.getMessage().getHeader(ClioConstants.STATUS)).isEqualTo(200);
    }

    @Test
    void theHeaderWinsOverTheOptionAndTheOptionStandsWithoutIt() {
        request("direct:get-one", Map.of());
        request("direct:get-one", Map.of(ClioConstants.ID, "1"));

        assertThat(clio.requests().count("/api/v4/activities/4711.json")).isEqualTo(1);
        assertThat(clio.requests().count("/api/v4/activities/1.json")).isEqualTo(1);
    }

    @Test
    void saysThatARecordIsAbsentOrNotVisible() {
        assertThat(request("direct:get-one", Map.of()).getException())
                .isInstanceOfSatisfying(ClioException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(failure.status()).isEqualTo(404);
                })
                .hasMessageStartingWith("GET /api/v4/activities/4711.json was answered 404 NotFoundError");
    }

    @Test
    void aGetWithoutIdAsksNothing() {
        assertThat(request("direct:get", Map.of()).getException())
                .isInstanceOf(ClioException.class)
                .hasMessageStartingWith("Header CamelClioId or option id is missing");
        assertThat(clio.requests().total()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../users/1", "1?fields=shared_secret", "1/2", "1%2F2", "1 ", "1\n"})
    void anIdThatCouldLeadElsewhereAsksNothing(String id) {
        assertThat(request("direct:get", Map.of(ClioConstants.ID, id)).getException())
                .isInstanceOf(ClioException.class)
                .hasMessageContaining("is not an id");
        assertThat(clio.requests().total()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clio:activites                          | Clio has no resource 'activites'; did you mean 'activities'?
                    clio:activities/7                       | Clio has no resource 'activities/7'; did you mean 'activities' with operation=get
                    clio:activities?fields=id,client{id     | Option fields leaves a brace open
                    clio:activities?fields=id,Total         | Option fields has the impossible name 'Total'
                    clio:activities?limit=201               | Option limit is 201; Clio allows 1 to 200 for activities
                    clio:billable_clients?limit=26          | Option limit is 26; Clio allows 1 to 25
                    clio:activities?filter.limit=3          | Option filter.limit is not allowed; use option limit
                    clio:activites?operation=get            | Clio has no resource 'activites'
                    clio:activities?operation=destroy       | destroy
                    clio:activities?operation=download      | Option operation is 'download'; Clio's activities has
                    clio:activities?fields=id,totl          | did you mean 'total'?
                    clio:activities?fields=id,matter{nmber} | did you mean 'number'?
                    clio:activities?filter.statsu=billed    | did you mean 'filter.status'?
                    clio:activities?order=daet(asc)         | did you mean 'date(asc)'?
                    clio:activity_rates?order=id(asc)       | has no order
                    clio:calendars?query=x                  | has no such parameter
                    clio:activities?accessToken=abc         | accessToken
                    """)
    void whatIsWrongIsRefusedAtStart(String endpoint, String why) {
        assertThatThrownBy(() -> context.getEndpoint(endpoint)).hasStackTraceContaining(why);
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void oneThreadKeepsManyCallsInFlightWhileClioTakesItsTime() throws Exception {
        int calls = 20;
        CountDownLatch clioAnswers = new CountDownLatch(1);
        try (SandboxServer slow = SandboxServer.start(0, Clock.systemUTC(), new Faults(), request -> {
            await().atMost(Duration.ofSeconds(30)).until(() -> clioAnswers.getCount() == 0);
            return Response.json(200, "{\"data\":[]}");
        })) {
            AsyncProducer producer = startedProducer(slow);
            CountDownLatch done = new CountDownLatch(calls);
            List<Exchange> exchanges = new ArrayList<>();
            for (int call = 0; call < calls; call++) {
                Exchange exchange = producer.getEndpoint().createExchange();
                exchanges.add(exchange);
                assertThat(producer.process(exchange, doneSync -> done.countDown()))
                        .as("done before Clio answered")
                        .isFalse();
            }

            await().until(() -> slow.log().count(LIST) == calls);
            assertThat(done.getCount()).isEqualTo(calls);
            clioAnswers.countDown();

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(exchanges)
                    .allSatisfy(exchange -> assertThat(body(exchange)).isEqualTo("[]"));
        }
    }

    private AsyncProducer startedProducer(SandboxServer server) throws Exception {
        ClioConnection account = new ClioConnection();
        account.setCamelContext(context);
        account.setApiUrl(server.baseUri().toString());
        account.setAccessToken("t0ken");
        account.setName("slow");
        context.getRegistry().bind("slow", account);
        AsyncProducer producer =
                context.getEndpoint("clio:activities?connection=#slow").createAsyncProducer();
        producer.start();
        return producer;
    }

    private Exchange request(String route, Map<String, Object> headers) {
        return template.request(route, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
    }

    private List<ClioRecord> create(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> activities.create("{\"total\":" + i + ".50}"))
                .toList();
    }

    private List<Query> lists() {
        return clio.requests().entries().stream()
                .filter(entry -> entry.path().equals(LIST))
                .map(RequestLog.Entry::query)
                .toList();
    }

    private static String json(List<ClioRecord> records) {
        return records.stream()
                .map(record -> "{\"id\":" + record.id() + ",\"total\":"
                        + record.json().get("total").asText() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String body(Exchange exchange) {
        return new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }
}
