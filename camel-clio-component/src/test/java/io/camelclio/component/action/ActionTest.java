package io.camelclio.component.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.log.CapturedLog;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.time.TestClock;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clicks over real HTTP, from the user's browser through the application to Clio and back. */
class ActionTest {

    private static final String PATH = "/clio/ada/actions/file";

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder()
            .clock(clock)
            .unlimited()
            .deliveryTimeout(Duration.ofSeconds(20))
            .redirecting("documents", "matters")
            .start();
    private final long ada = clio.records("users").all().get(0).id();
    private final long bea =
            clio.records("users").create("{\"name\":\"Bea Nib\"}").id();
    private final String adasToken = clio.authorization().accessToken(ada);
    private final String beasToken = clio.authorization().accessToken(bea);
    private final ClickedRoute route = new ClickedRoute();
    private final HttpClient client = HttpClient.newHttpClient();
    private ActionApplication application;
    private long matter;
    private long action;

    @BeforeEach
    void connect() throws Exception {
        application = new ActionApplication().connection("ada", clio, adasToken).connection("bea", clio, beasToken);
        matter = clio.records("matters")
                .create("{\"display_number\":\"00001\",\"description\":\"Überfall\"}")
                .id();
        action = action("matters");
    }

    @AfterEach
    void stop() {
        application.close();
        clio.close();
    }

    @Test
    void showsWhatTheRouteMakesOfTheRecordThatWasClickedOn() throws Exception {
        receive("&subject=matters&fields=id,display_number,description");

        HttpResponse<String> answer = click();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Filed.");
        assertThat(route.received()).singleElement().satisfies(received -> {
            assertThat(received.body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"id\":" + matter + ",\"display_number\":\"00001\",\"description\":\"Überfall\"}");
            assertThat(received.headers())
                    .isEqualTo(Map.of(
                            "CamelClioConnection",
                            "ada",
                            "CamelClioEntity",
                            "matter",
                            "CamelClioRecordId",
                            Long.toString(matter),
                            "CamelClioUserId",
                            ada,
                            "CamelClioActionId",
                            action));
        });
    }

    @Test
    void asksClioOnceWithTheTokenOfTheUserWhoClicked() throws Exception {
        receive("&subject=matters&fields=id,display_number");
        URI click = address();

        open(click);

        assertThat(asked()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/v4/matters/" + matter + ".json");
            assertThat(request.query().first("custom_action_nonce")).contains(parameter(click, "custom_action_nonce"));
            assertThat(request.query().first("fields")).contains("id,display_number");
            assertThat(request.token()).isEqualTo(RequestLog.fingerprint(adasToken));
        });
    }

    @Test
    void takesEachUsersTokenForTheirClicks() throws Exception {
        application
                .route("clio-action:file?path=" + PATH + "&user." + ada + "=#ada&user." + bea + "=#bea", route)
                .start();
        long beasAction = actionOf(beasToken);

        assertThat(click().statusCode()).isEqualTo(200);
        assertThat(clio.browser().click(beasAction, "matters/" + matter).statusCode())
                .isEqualTo(200);

        assertThat(asked())
                .extracting(RequestLog.Entry::token)
                .containsExactly(RequestLog.fingerprint(adasToken), RequestLog.fingerprint(beasToken));
        assertThat(route.received())
                .extracting(received -> received.headers().get("CamelClioConnection"))
                .containsExactly("ada", "bea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"activities", "contacts", "documents", "folders", "matters"})
    void takesClicksOnEveryKindOfRecordThatHasActions(String resource) throws Exception {
        try (ClioSandbox plain = ClioSandbox.builder().unlimited().start();
                ActionApplication other = new ActionApplication()) {
            long user = plain.records("users").all().get(0).id();
            long record = plain.records(resource).create("{}").id();
            other.connection("ada", plain, plain.accessToken())
                    .route("clio-action:file?user." + user + "=#ada", route)
                    .start();
            long clicked = plain.records("custom_actions")
                    .create(fields(resource, other.url(PATH)))
                    .id();

            assertThat(plain.browser().click(clicked, resource + "/" + record).statusCode())
                    .isEqualTo(200);
            assertThat(plain.browser()
                            .click(clicked, resource + "/" + record + ".json")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesEveryClickThatClioDoesNotConfirmInTheSameWay() throws Exception {
        receive("&subject=matters");
        long contact = clio.records("contacts").create("{\"name\":\"Tom\"}").id();
        URI replayed = address();
        open(replayed);
        URI late = address();
        clock.advance(Duration.ofSeconds(60));

        List<HttpResponse<String>> refusals = List.of(
                open(replayed),
                open(late),
                open(clio.browser().forgedAddress(action, "matters/" + matter, "0123456789abcdef")),
                open(clio.browser().forgedAddress(action, "matters/999", "fedcba9876543210")),
                clio.browser().click(actionOf(beasToken), "matters/" + matter),
                open(replaced(address(), "user_id", Long.toString(bea))),
                open(replaced(
                        clio.browser().address(actionOf(beasToken), "matters/" + matter),
                        "user_id",
                        Long.toString(ada))),
                open(clio.browser().address(action("contacts"), "contacts/" + contact)),
                open(application.url(PATH)),
                open(application.url(PATH + "?user_id=" + ada)));

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(403);
            assertThat(refusal.body()).isEqualTo(refusals.get(0).body()).isNotBlank();
            assertThat(refusal.headers().map())
                    .isEqualTo(refusals.get(0).headers().map());
        });
        assertThat(route.received()).hasSize(1);
    }

    @Test
    void refusesAReplayWithoutAskingClio() throws Exception {
        receive("");
        URI click = address();

        assertThat(open(click).statusCode()).isEqualTo(200);
        assertThat(open(click).statusCode()).isEqualTo(403);
        assertThat(asked()).hasSize(1);
    }

    @Test
    void takesOneOfManyClicksWithOneNonceAtTheSameMoment() throws Exception {
        receive("");
        clio.faults().latency(Duration.ofMillis(200));
        URI click = address();
        int clicks = 12;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService browsers = Executors.newFixedThreadPool(clicks);
        try {
            List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                awaitOn(start);
                                return open(click).statusCode();
                            },
                            browsers))
                    .limit(clicks)
                    .toList();
            start.countDown();

            assertThat(answers.stream().map(CompletableFuture::join).sorted().toList())
                    .startsWith(200)
                    .filteredOn(status -> status == 403)
                    .hasSize(clicks - 1);
        } finally {
            browsers.shutdownNow();
        }
        assertThat(asked()).hasSize(1);
        assertThat(route.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void putsTheUserOffWhileClioFailsAndTakesTheSameClickAfterwards(int status) throws Exception {
        receive("");
        clio.faults().answerNext(1, status, path -> path.startsWith("/api/v4/matters/"));
        URI click = address();

        HttpResponse<String> answer = open(click);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("click again");
        assertThat(route.received()).isEmpty();
        assertThat(asked()).hasSize(1);
        if (status != 429) {
            assertThat(open(click).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422})
    void refusesAClickThatClioLooksAtAndDoesNotConfirm(int status) throws Exception {
        receive("");
        clio.faults().answerNext(1, status, path -> path.startsWith("/api/v4/matters/"));
        URI click = address();
        try (CapturedLog log = new CapturedLog()) {
            assertThat(open(click).statusCode()).isEqualTo(403);

            assertThat(log.text()).contains("Connection 'ada': Click[action " + action);
        }
        assertThat(open(click).statusCode()).as("the same click again").isEqualTo(403);
        assertThat(asked()).hasSize(1);
        assertThat(route.received()).isEmpty();
    }

    @Test
    void putsTheUserOffWhenClioCannotBeReached() throws Exception {
        receive("");
        URI click = address();
        clio.close();

        assertThat(send(click, "GET").statusCode()).isEqualTo(503);
        assertThat(route.received()).isEmpty();
    }

    @Test
    void putsTheUserOffWhenClioTakesTooLongAndKeepsTheClickFromTheRoute() throws Exception {
        receive("&timeout=1s&maxInFlight=1");
        long other = clio.records("matters").create("{}").id();
        clio.faults().latency(Duration.ofSeconds(2));

        assertThat(clio.browser().click(action, "matters/" + other).statusCode())
                .isEqualTo(503);

        clio.faults().clear();
        await().until(() -> click().statusCode() == 200);
        assertThat(route.received())
                .extracting(received -> received.headers().get("CamelClioRecordId"))
                .containsOnly(Long.toString(matter));
    }

    @Test
    void putsTheUserOffWhenTheRouteTakesTooLongAndCountsItUntilItEnds() throws Exception {
        receive("&timeout=3s&maxInFlight=1");
        CountDownLatch end = new CountDownLatch(1);
        route.shows(message -> awaitOn(end));

        assertThat(click().statusCode()).isEqualTo(503);
        assertThat(route.received()).hasSize(1);
        assertThat(click().statusCode()).as("while the first one runs").isEqualTo(503);
        assertThat(route.received()).hasSize(1);
        route.shows(message -> message.setBody("Filed."));
        end.countDown();

        await().until(() -> click().statusCode() == 200);
    }

    @Test
    void tellsNothingOfTheFailureOfARoute() throws Exception {
        receive("");
        route.shows(message -> {
            throw new IllegalStateException("the cabinet is locked");
        });
        try (CapturedLog log = new CapturedLog()) {
            HttpResponse<String> answer = click();

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isNotBlank().doesNotContain("cabinet", "Exception");
            assertThat(log.text())
                    .contains("WARN " + ActionRoute.class.getName() + " Connection 'ada': the route of action 'file'"
                            + " failed with java.lang.IllegalStateException for Click[action " + action)
                    .contains("DEBUG " + ActionRoute.class.getName() + " The failure of action 'file'"
                            + " java.lang.IllegalStateException: the cabinet is locked");
        }
    }

    @Test
    void letsTheRouteShowAnErrorOfItsOwn() throws Exception {
        receive("");
        route.shows(message -> {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 422);
            message.setHeader(Exchange.CONTENT_TYPE, "text/html");
            message.setBody("<p>Schon geprüft</p>");
        });

        HttpResponse<String> answer = click();

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("<p>Schon geprüft</p>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void letsTheRouteSendTheBrowserElsewhere() throws Exception {
        receive("");
        route.shows(message -> {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 303);
            message.setHeader("Location", "https://files.example.com/7");
            message.setHeader("Cache-Control", "private");
            message.setBody(null);
        });

        HttpResponse<String> answer = click();

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://files.example.com/7");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void showsAStreamAndNoHeaderThatIsNotMeantForTheBrowser() throws Exception {
        receive("");
        route.shows(message -> {
            message.setHeader("X-Internal", "yes");
            message.setHeader("Set-Cookie", "a=b");
            message.setBody(new ByteArrayInputStream("streamed".getBytes(StandardCharsets.UTF_8)));
        });

        HttpResponse<String> answer = click();

        assertThat(answer.body()).isEqualTo("streamed");
        assertThat(answer.headers().map().keySet())
                .map(String::toLowerCase)
                .containsExactlyInAnyOrder(
                        "content-type", "content-length", "cache-control", "referrer-policy", "x-content-type-options");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void answersWith500WhatNoBrowserCouldBeSent() throws Exception {
        receive("");
        List<ClickedRoute.Page> impossible = List.of(
                message -> message.setHeader(Exchange.HTTP_RESPONSE_CODE, 99),
                message -> message.setHeader(Exchange.HTTP_RESPONSE_CODE, 600),
                message -> message.setHeader("Location", "https://a.example\r\nSet-Cookie: a=b"),
                message -> message.setBody(new Object()),
                message -> message.getExchange().setRollbackOnly(true));

        for (ClickedRoute.Page page : impossible) {
            route.shows(page);
            assertThat(click().statusCode()).isEqualTo(500);
        }
        assertThat(route.received()).hasSize(impossible.size());
    }

    @Test
    void givesTheRouteNothingOfTheRequest() throws Exception {
        receive("");
        URI click = address();
        HttpRequest request = HttpRequest.newBuilder(URI.create(click + "&CamelClioEntity=bill&breadcrumbId=7"))
                .header("CamelClioUserId", "1")
                .header("CamelHttpResponseCode", "299")
                .header("Cookie", "a=b")
                .header("X-Forwarded-For", "10.0.0.1")
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        assertThat(route.received()).singleElement().satisfies(received -> {
            assertThat(received.headers().keySet())
                    .isEqualTo(Set.of(
                            "CamelClioConnection",
                            "CamelClioEntity",
                            "CamelClioRecordId",
                            "CamelClioUserId",
                            "CamelClioActionId"));
            assertThat(received.headers())
                    .containsEntry("CamelClioEntity", "matter")
                    .containsEntry("CamelClioUserId", ada);
            assertThat(received.properties().toString()).doesNotContain(parameter(click, "custom_action_nonce"));
        });
    }

    @Test
    void writesNeitherNonceNorTokenToTheLog() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            receive("");
            URI good = address();
            URI forged = clio.browser().forgedAddress(action, "matters/" + matter, "forged-nonce");
            URI failing = address();
            open(good);
            open(good);
            open(forged);
            clio.faults().answerNext(1, 500);
            open(failing);
            route.shows(message -> {
                throw new IllegalStateException("the cabinet is locked");
            });
            open(failing);

            assertThat(applicationsPart(log))
                    .contains("its nonce came before", "could not be confirmed", "the cabinet is locked")
                    .doesNotContain(
                            parameter(good, "custom_action_nonce"),
                            parameter(failing, "custom_action_nonce"),
                            "forged-nonce",
                            adasToken);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void takesNoMethodButGet(String method) throws Exception {
        receive("");
        URI click = address();

        HttpResponse<String> answer = send(click, method);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(asked()).isEmpty();
        assertThat(open(click).statusCode()).isEqualTo(200);
    }

    @Test
    void believesNoRedirectOfAVerification() throws Exception {
        receive("");
        long document = clio.records("documents").create("{\"name\":\"Will\"}").id();
        clio.records("matters").create("{}");

        assertThat(clio.browser()
                        .click(action("documents"), "documents/" + document)
                        .statusCode())
                .isEqualTo(503);
        assertThat(asked()).isEmpty();
        assertThat(route.received()).isEmpty();
    }

    @Test
    void sendsTheTokenToNoOtherHost() throws Exception {
        try (ClioSandbox elsewhere = ClioSandbox.builder().start();
                ClioSandbox leading = ClioSandbox.builder()
                        .redirecting("matters", elsewhere.baseUri())
                        .start();
                ActionApplication other = new ActionApplication()) {
            long user = leading.records("users").all().get(0).id();
            long record = leading.records("matters").create("{}").id();
            other.connection("ada", leading, leading.accessToken())
                    .route("clio-action:file?user." + user + "=#ada", route)
                    .start();
            long clicked = leading.records("custom_actions")
                    .create(fields("matters", other.url(PATH)))
                    .id();

            assertThat(leading.browser().click(clicked, "matters/" + record).statusCode())
                    .isEqualTo(503);
            for (String url : EvilSubjects.LIST) {
                assertThat(open(subject(leading.browser().address(clicked, "matters/" + record), url))
                                .statusCode())
                        .as(url)
                        .isEqualTo(403);
            }
            assertThat(elsewhere.requests().total()).isZero();
            assertThat(leading.requests().count(request -> request.method().equals("GET")))
                    .isEqualTo(1);
        }
        assertThat(route.received()).isEmpty();
    }

    @Test
    void renewsTheTokenAndAsksOnceMore() throws Exception {
        application.refreshingConnection("renewing", clio, clio.authorization().refreshToken(ada));
        application
                .route("clio-action:file?path=" + PATH + "&user." + ada + "=#renewing", route)
                .start();
        assertThat(click().statusCode()).isEqualTo(200);
        clio.revokeTokens();

        assertThat(click().statusCode()).isEqualTo(200);

        assertThat(asked()).hasSize(3);
        assertThat(route.received()).hasSize(2);
    }

    @Test
    void putsUsersOffWhileSuspended() throws Exception {
        receive("");
        URI click = address();
        application.context().getRouteController().suspendRoute("clio-action:file");

        assertThat(open(click).statusCode()).isEqualTo(503);
        application.context().getRouteController().resumeRoute("clio-action:file");

        assertThat(open(click).statusCode()).isEqualTo(200);
    }

    @Test
    void freesThePathOfARouteThatStopped() throws Exception {
        receive("");
        application.context().getRouteController().stopRoute("clio-action:file");

        assertThat(click().statusCode()).isEqualTo(404);
        application.context().getRouteController().startRoute("clio-action:file");

        assertThat(click().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clio-action:other?path=clio/ada/actions/file&user.7=#ada",
                "clio-webhook:matter?path=/clio/ada/actions/file&connection=#ada&publicUrl=http://127.0.0.1:1"
            })
    void refusesASecondConsumerOnItsPath(String second) throws Exception {
        application.route("clio-action:file?user." + ada + "=#ada", route).route(second, route);

        assertThatThrownBy(application::start)
                .hasStackTraceContaining("Two consumers want the path " + PATH)
                .hasStackTraceContaining("give one of them another path or connection");
    }

    private void receive(String options) throws Exception {
        application
                .route("clio-action:file?user." + ada + "=#ada" + options, route)
                .start();
    }

    private HttpResponse<String> click() {
        return clio.browser().click(action, "matters/" + matter);
    }

    private URI address() {
        return clio.browser().address(action, "matters/" + matter);
    }

    private HttpResponse<String> open(URI address) {
        return clio.browser().open(address);
    }

    private HttpResponse<String> send(URI address, String method) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The requests that the application made for records of matters. */
    private List<RequestLog.Entry> asked() {
        return clio.requests().entries().stream()
                .filter(request -> request.path().startsWith("/api/v4/matters/"))
                .toList();
    }

    private long action(String resource) {
        ClioRecord created = clio.records("custom_actions").create(fields(resource, application.url(PATH)));
        return created.id();
    }

    /** A custom action belongs to the user whose token creates it. */
    private long actionOf(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(clio.baseUri() + "/api/v4/custom_actions.json"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"data\":{\"label\":\"File "
                        + clio.records("custom_actions").all().size()
                        + "\",\"ui_reference\":\"matters/show\",\"target_url\":\"" + application.url(PATH) + "\"}}"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        List<ClioRecord> all = clio.records("custom_actions").all();
        return all.get(all.size() - 1).id();
    }

    private static Map<String, Object> fields(String resource, URI target) {
        return Map.of("label", "File", "ui_reference", resource + "/show", "target_url", target + "?own=1");
    }

    private static String parameter(URI click, String name) {
        return Query.parse(click.getRawQuery()).first(name).orElseThrow();
    }

    private static URI subject(URI click, String url) {
        return replaced(click, "subject_url", url);
    }

    private static URI replaced(URI click, String name, String value) {
        return URI.create(click.toString()
                .replaceFirst(
                        "(?<=[?&]" + name + "=)[^&]*",
                        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    /** Without the trace of the HTTP server's router, which writes down every address before anybody else sees it. */
    private static String applicationsPart(CapturedLog log) {
        return log.text()
                .lines()
                .filter(line -> !line.startsWith("TRACE io.vertx.ext.web.impl.RouterImpl "))
                .collect(Collectors.joining("\n"));
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
