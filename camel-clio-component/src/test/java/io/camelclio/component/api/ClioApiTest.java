package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.http.UnendingServer;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.sample.SampleRecords;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String EMPTY_PAGE = "{\"data\":[],\"meta\":{}}";
    private static final Response UNAUTHORIZED = Response.json(401, "{\"error\":\"invalid_token\"}");

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private final RateBudget budget = new RateBudget(50, Duration.ofSeconds(60), clock, scheduler);
    private final AtomicInteger refreshes = new AtomicInteger();
    private final Faults faults = new Faults();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Handler clio = request -> Response.json(200, EMPTY_PAGE);
    private final SandboxServer server = SandboxServer.start(0, clock, faults, request -> {
        requests.add(request);
        return clio.handle(request);
    });
    private final ClioApi api = api(server.baseUri(), PATIENCE);

    @AfterEach
    void stop() {
        server.close();
        scheduler.shutdownNow();
    }

    @Test
    void asksBelowTheApiWithTokenAndVersion() throws Exception {
        ClioAnswer answer =
                get(api.send(list("contacts/7/phone_numbers").query(new Query().with("fields", "id,client{id}"))));

        Request request = requests.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/api/v4/contacts/7/phone_numbers.json");
        assertThat(request.query().first("fields")).contains("id,client{id}");
        assertThat(request.header("Authorization")).contains("Bearer token-1");
        assertThat(request.header("X-API-VERSION")).contains("4.0.13");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.date()).contains(clock.instant());
    }

    @Test
    void sendsABodyAsItIs() throws Exception {
        clio = request -> Response.json(201, "{\"data\":{}}");

        get(api.send(call("webhooks", ClioOperation.create).body("{\"data\":{}}".getBytes(StandardCharsets.UTF_8))));

        assertThat(requests.get(0).method()).isEqualTo("POST");
        assertThat(requests.get(0).text()).isEqualTo("{\"data\":{}}");
        assertThat(requests.get(0).header("Content-Type")).contains("application/json");
    }

    @Test
    void replacesARefusedTokenAndRepeatsTheCallOnce() throws Exception {
        clio = request -> bearer(request).equals("Bearer token-1") ? UNAUTHORIZED : Response.json(200, EMPTY_PAGE);

        assertThat(get(api.send(list("activities"))).status()).isEqualTo(200);

        assertThat(refreshes).hasValue(2);
        assertThat(requests).extracting(ClioApiTest::bearer).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void givesUpWhenTheFreshTokenIsRefusedToo() throws Exception {
        clio = request -> UNAUTHORIZED;

        ClioException failure = failure(api.send(list("activities")));

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("401 invalid_token").hasMessageNotContaining("token-");
        assertThat(requests).hasSize(2);
    }

    @Test
    void twoCallsThatMeetARefusalTogetherShareOneRefresh() throws Exception {
        CyclicBarrier bothRefused = new CyclicBarrier(2);
        clio = request -> {
            if (bearer(request).equals("Bearer token-1")) {
                meet(bothRefused);
                return UNAUTHORIZED;
            }
            return Response.json(200, EMPTY_PAGE);
        };

        CompletableFuture<ClioAnswer> first = api.send(list("activities"));
        CompletableFuture<ClioAnswer> second = api.send(list("bills"));
        get(first);
        get(second);

        assertThat(refreshes).hasValue(2);
        assertThat(requests).hasSize(4);
    }

    @Test
    void followsAPagingLinkAsItIs() throws Exception {
        get(api.send(list("activities")
                .following(server.baseUri() + "/api/v4/activities.json?page_token=abc%3D%3D&fields=id%2Cetag")));

        assertThat(requests.get(0).query().first("page_token")).contains("abc==");
        assertThat(requests.get(0).query().first("fields")).contains("id,etag");
    }

    @Test
    void aPagingLinkToAnotherHostIsRefusedAndNeverSeesTheToken() throws Exception {
        List<Request> seen = new CopyOnWriteArrayList<>();
        try (SandboxServer other = SandboxServer.start(0, clock, new Faults(), request -> {
            seen.add(request);
            return Response.json(200, EMPTY_PAGE);
        })) {
            int port = server.baseUri().getPort();
            for (String link : List.of(
                    other.baseUri() + "/api/v4/activities.json",
                    "http://localhost:" + port + "/api/v4/activities.json",
                    "https://127.0.0.1:" + port + "/api/v4/activities.json",
                    "http://127.0.0.1/api/v4/activities.json",
                    "http://127.0.0.1:" + port + "@evil.example/",
                    "//127.0.0.1:" + port + "/api/v4/activities.json",
                    "/api/v4/activities.json",
                    "http:/api/v4/activities.json",
                    "file:///etc/passwd",
                    "not a link",
                    "")) {
                ClioException failure = failure(api.send(list("activities").following(link)));

                assertThat(failure.kind()).as(link).isEqualTo(Kind.REDIRECTED);
                assertThat(failure).as(link).hasMessageContaining("A paging link");
            }
        }
        assertThat(seen).isEmpty();
        assertThat(requests).isEmpty();
        assertThat(refreshes).as("tokens asked for").hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectToAnotherHost(int status) throws Exception {
        List<Request> seen = new CopyOnWriteArrayList<>();
        try (SandboxServer other = SandboxServer.start(0, clock, new Faults(), request -> {
            seen.add(request);
            return Response.json(200, EMPTY_PAGE);
        })) {
            clio = request -> Response.empty(status).withHeader("Location", other.baseUri() + "/");

            assertThat(failure(api.send(list("activities"))).kind()).isEqualTo(Kind.REDIRECTED);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void followsARedirectWithinTheApiUnlessTheCallAllowsNone() throws Exception {
        clio = request -> request.path().endsWith("/moved.json")
                ? Response.json(200, EMPTY_PAGE)
                : Response.empty(307).withHeader("Location", "/api/v4/moved.json");

        assertThat(get(api.send(list("activities"))).path()).isEqualTo("/api/v4/moved.json");
        assertThat(failure(api.send(list("activities").mostRedirects(0))).kind())
                .isEqualTo(Kind.REDIRECTED);
        assertThat(requests).hasSize(3);
    }

    @Test
    void aRefusalForTheRateHoldsTheNextCallUntilThePauseIsOver() throws Exception {
        faults.answerNext(1, Response.json(429, "{}").withHeader("Retry-After", "17"), path -> true);

        assertThat(failure(api.send(list("activities").mostRepeats(0))).kind()).isEqualTo(Kind.RATE_LIMITED);
        CompletableFuture<ClioAnswer> next = api.send(list("activities"));
        scheduler.advance(Duration.ofMillis(16_999));
        assertThat(next).isNotDone();
        assertThat(requests).as("requests that reached Clio").isEmpty();

        scheduler.advance(Duration.ofMillis(2));
        assertThat(get(next).status()).isEqualTo(200);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aTruncatedPageIsMalformedJsonAndIsNotQuoted() throws Exception {
        clio = request -> Response.json(200, "{\"data\":[{\"note\":\"" + SampleRecords.CONFIDENTIAL + "\"},{\"no");

        assertUnusable(Kind.MALFORMED_JSON);
    }

    @Test
    void aPageWithoutDataIsAnUnexpectedAnswerAndIsNotQuoted() throws Exception {
        clio = request -> Response.json(200, "{\"note\":\"" + SampleRecords.CONFIDENTIAL + "\"}");

        assertUnusable(Kind.UNEXPECTED_ANSWER);
    }

    private void assertUnusable(Kind kind) throws Exception {
        ClioException failure = failure(api.send(list("activities").mostRepeats(0)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("The answer to GET /api/v4/activities.json is unusable, ");
        assertThat(Throwables.getStackTrace(failure)).doesNotContain(SampleRecords.CONFIDENTIAL);
    }

    @Test
    void anAnswerLongerThanAnyOfCliosIsNotTaken() throws Exception {
        clio = request -> Response.json(200, " ".repeat((64 << 20) + 1));

        ClioException failure = failure(api.send(list("activities")));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LONG);
        assertThat(failure).hasMessageStartingWith("GET /api/v4/activities.json got an answer that is too long: ");
    }

    @Test
    void aConnectionThatBreaksWithinTheBodyMeansNoAnswer() throws Exception {
        faults.truncateNext(1);

        assertThat(failure(api.send(list("activities").mostRepeats(0))).kind()).isEqualTo(Kind.NO_ANSWER);
    }

    @Test
    void aConnectionThatIsDroppedMeansNoAnswer() throws Exception {
        faults.dropNext(10);

        ClioException failure = failure(api.send(list("activities").mostRepeats(0)));

        assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(failure).hasMessageStartingWith("GET /api/v4/activities.json got no answer");
        assertThat(failure.status()).isZero();
    }

    @Test
    void aBodyThatStallsEndsWithTheDeadline() throws Exception {
        try (UnendingServer stalling = UnendingServer.stalling()) {
            ClioApi impatient = api(stalling.address(), Duration.ofMillis(300));

            ClioException failure = failure(impatient.send(list("activities").mostRepeats(0)));

            assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
            assertThat(failure).hasMessageContaining("within PT0.3S");
        }
    }

    @Test
    void holdsNoThreadOfTheCallerWhileClioTakesItsTime() throws Exception {
        CyclicBarrier clioAnswers = new CyclicBarrier(2);
        clio = request -> {
            meet(clioAnswers);
            return Response.json(200, EMPTY_PAGE);
        };

        CompletableFuture<ClioAnswer> call = api.send(list("activities"));
        await().until(() -> !requests.isEmpty());
        assertThat(call).isNotDone();
        meet(clioAnswers);

        assertThat(get(call).status()).isEqualTo(200);
    }

    @Test
    void everyEndOfACallFreesItsPlaceInTheBudgetAWindowLater() throws Exception {
        assertThat(api.send(list("activities").header("If-Match", "two\nlines")))
                .as("a call that cannot even be put together")
                .failsWithin(PATIENCE);
        faults.dropNext(10);
        failure(api.send(list("activities").mostRepeats(0)));
        faults.clear();
        get(api.send(list("activities")));
        assertThat(budget.state().remaining()).as("the first was never sent").isEqualTo(48);

        scheduler.advance(Duration.ofSeconds(60));

        assertThat(budget.state().remaining()).isEqualTo(50);
    }

    @Test
    void readsAgainWhatFailsInPassing() throws Exception {
        faults.answerNext(2, Response.json(503, "{}"), path -> true);

        CompletableFuture<ClioAnswer> call = api.send(list("activities"));
        await().until(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return call.isDone();
        });

        assertThat(get(call).status()).isEqualTo(200);
        assertThat(requests).as("requests that reached Clio after two failures").hasSize(1);
    }

    @Test
    void givesUpAReadThatFailsAgainAndAgain() throws Exception {
        clio = request -> Response.json(503, "{}");

        CompletableFuture<ClioAnswer> call = api.send(list("activities").mostRepeats(2));
        await().until(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return call.isDone();
        });

        assertThat(failure(call).kind()).isEqualTo(Kind.VENDOR_FAILURE);
        assertThat(requests).hasSize(3);
    }

    @Test
    void neverRepeatsACreateThatMayHaveBeenApplied() throws Exception {
        clio = request -> Response.json(503, "{}");

        assertThat(failure(api.send(call("activities", ClioOperation.create).body(new byte[] {'{', '}'})))
                        .kind())
                .isEqualTo(Kind.VENDOR_FAILURE);
        assertThat(requests).hasSize(1);
    }

    @Test
    void repeatsACreateThatClioRefusedForTheRate() throws Exception {
        clio = request -> Response.json(201, "{\"data\":{\"id\":1}}");
        faults.answerNext(1, Response.json(429, "{}").withHeader("Retry-After", "17"), path -> true);

        CompletableFuture<ClioAnswer> call =
                api.send(call("activities", ClioOperation.create).body(new byte[] {'{', '}'}));
        await().until(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return call.isDone();
        });

        assertThat(get(call).status()).isEqualTo(201);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aDeletionThatGotNoAnswerAndThenFindsNothingHasBeenMade() throws Exception {
        clio = request -> requests.size() == 1
                ? Response.json(503, "{}")
                : Response.json(404, "{\"error\":{\"type\":\"NotFoundError\"}}");

        CompletableFuture<ClioAnswer> call = api.send(call("activities", ClioOperation.delete));
        await().until(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return call.isDone();
        });

        assertThat(get(call).status()).isEqualTo(204);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aDeletionOfWhatIsNotThereIsAnError() throws Exception {
        clio = request -> Response.json(404, "{}");

        assertThat(failure(api.send(call("activities", ClioOperation.delete))).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void followsARedirectToTheSameHostWithTheToken() throws Exception {
        clio = request -> request.path().equals("/api/v4/practice_areas.json")
                ? Response.empty(307).withHeader("Location", "/api/v4/practice_area_categories.json")
                : Response.json(200, EMPTY_PAGE);

        assertThat(get(api.send(list("practice_areas"))).status()).isEqualTo(200);

        assertThat(requests)
                .extracting(Request::path)
                .containsExactly("/api/v4/practice_areas.json", "/api/v4/practice_area_categories.json");
        assertThat(requests).extracting(ClioApiTest::bearer).containsOnly("Bearer token-1");
    }

    @Test
    void followsNoMoreThanThreeRedirects() throws Exception {
        clio = request -> Response.empty(307).withHeader("Location", "/api/v4/practice_areas.json");

        assertThat(failure(api.send(list("practice_areas"))).kind()).isEqualTo(Kind.REDIRECTED);
        assertThat(requests).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8, <html></html>, HTML_PAGE",
        "text/plain, {\"data\":[]}, WRONG_CONTENT_TYPE",
        "application/xml, <data/>, WRONG_CONTENT_TYPE"
    })
    void classesAnAnswerThatIsNoJson(String type, String body, Kind kind) throws Exception {
        clio = request -> new Response(200, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));

        ClioException failure = failure(api.send(list("activities")));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("The answer to GET /api/v4/activities.json ");
        assertThat(requests).hasSize(1);
    }

    @Test
    void saysWhatClioSaid() throws Exception {
        clio = request ->
                Response.json(422, "{\"error\":{\"type\":\"ArgumentError\",\"message\":\"x is not a valid model\"}}");

        ClioException failure = failure(api.send(list("activities")));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.request()).isEqualTo("GET /api/v4/activities.json");
        assertThat(failure.errorType()).isEqualTo("ArgumentError");
        assertThat(failure.errorMessage()).isEqualTo("x is not a valid model");
        assertThat(failure.kind().remedy()).isNotBlank();
    }

    @Test
    void failsAtOnceWhereTheCallerHasNoPatience() throws Exception {
        budget.acquire(Priority.INTERACTIVE, Duration.ZERO).join();
        IntStream.range(1, 50).forEach(call -> budget.acquire(Priority.INTERACTIVE, Duration.ZERO));

        ClioException failure = failure(api.send(list("activities").patience(Duration.ZERO)));

        assertThat(failure.kind()).isEqualTo(Kind.BUDGET_EXHAUSTED);
        assertThat(requests).isEmpty();
    }

    @Test
    void aWebPageDoesNotPassForADeletion() throws Exception {
        clio = request -> Response.html(200);

        assertThat(failure(api.send(call("activities", ClioOperation.delete))).kind())
                .isEqualTo(Kind.HTML_PAGE);
    }

    @Test
    void anEmptyAnswerDoesNotPassForAList() throws Exception {
        clio = request -> Response.empty(204);

        assertThat(failure(api.send(list("activities"))).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
    }

    @Test
    void aDeletionStaysUnclearThroughALaterRefusal() throws Exception {
        clio = request -> switch (requests.size()) {
            case 1 -> Response.json(503, "{}");
            case 2 -> Response.json(429, "{}").withHeader("Retry-After", "1");
            default -> Response.json(404, "{}");
        };

        CompletableFuture<ClioAnswer> call = api.send(call("activities", ClioOperation.delete));
        await().until(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return call.isDone();
        });

        assertThat(get(call).status()).isEqualTo(204);
    }

    @Test
    void aHeaderThatCannotBeSentIsTheCallersFaultAndIsNotQuoted() throws Exception {
        ClioException failure = failure(api.send(list("activities").header("If-None-Match", "s3cret\r\nX-Evil: 1")));

        assertThat(failure.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(Throwables.getStackTrace(failure)).doesNotContain("s3cret");
        assertThat(requests).isEmpty();
    }

    @Test
    void everyFailureOfARequestNamesIt() throws Exception {
        faults.dropNext(10);
        assertThat(failure(api.send(list("activities").mostRepeats(0))).request())
                .isEqualTo("GET /api/v4/activities.json");
        faults.clear();
        clio = request -> Response.html(200);
        assertThat(failure(api.send(list("activities"))).request()).isEqualTo("GET /api/v4/activities.json");
    }

    @Test
    void whatWaitsToBeRepeatedEndsWithTheConnection() throws Exception {
        clio = request -> Response.json(503, "{}");
        CompletableFuture<ClioAnswer> call = api.send(list("activities"));
        await().until(() -> requests.size() == 1);

        await().until(() -> {
            api.close();
            return call.isDone();
        });

        assertThat(call).isCompletedExceptionally();
        assertThat(requests).hasSize(1);
    }

    private ClioApi api(URI address, Duration deadline) {
        TokenSession session = new TokenSession(
                () -> CompletableFuture.completedFuture(AccessToken.withoutEnd("token-" + refreshes.incrementAndGet())),
                clock);
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new ClioApi(address, "4.0.13", deadline, session, budget, http, clock, scheduler, CallObserver.NONE);
    }

    private static ClioCall list(String path) {
        return call(path, ClioOperation.list);
    }

    private static ClioCall call(String path, ClioOperation operation) {
        Resource resource = Catalogue.clio().resource(path);
        return ClioCall.of(resource.path(), resource.operation(operation), path);
    }

    private static String bearer(Request request) {
        return request.header("Authorization").orElse("");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClioAnswer get(CompletableFuture<ClioAnswer> call) throws Exception {
        return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static ClioException failure(CompletableFuture<ClioAnswer> call) throws Exception {
        try {
            get(call);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(ClioException.class);
            return (ClioException) e.getCause();
        }
        throw new AssertionError("The call did not fail");
    }
}
