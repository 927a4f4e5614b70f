package io.camelclio.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxServerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static final Predicate<String> ANY = path -> true;

    private final Faults faults = new Faults();
    private final List<Request> handled = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SandboxServer server = SandboxServer.start(0, CLOCK, faults, this::handle);

    private synchronized Response handle(Request request) {
        handled.add(request);
        return Response.json(200, "{\"some\":\"body\"}").withHeader("X-Path", request.path());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOverTheRequestWithRepeatedDecodedParametersInOrder() throws Exception {
        get("/a%20b?ids[]=2&x=%2B&ids%5B%5D=1");

        Request request = handled.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/a b");
        assertThat(request.query().all("ids[]")).containsExactly("2", "1");
        assertThat(request.query().first("x")).contains("+");
        assertThat(request.query().names()).containsExactly("ids[]", "x");
    }

    @Test
    void findsHeadersInAnyCase() throws Exception {
        client.send(
                HttpRequest.newBuilder(uri("/")).header("X-Hook-Secret", "s").build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(handled.get(0).header("x-hook-SECRET")).contains("s");
    }

    @Test
    void datesEveryAnswerByItsClock() throws Exception {
        faults.answerNext(1, 503);

        HttpResponse<String> faulted = get("/");
        HttpResponse<String> ordinary = get("/");

        assertThat(faulted.headers().allValues("Date")).containsExactly("Sun, 1 Mar 2026 12:00:00 GMT");
        assertThat(ordinary.headers().allValues("Date")).containsExactly("Sun, 1 Mar 2026 12:00:00 GMT");
    }

    @Test
    void readsABodySentInChunks() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/chunks"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("chunked body".getBytes(StandardCharsets.US_ASCII))))
                .build();

        client.send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(handled.get(0).text()).isEqualTo("chunked body");
    }

    @Test
    void keepsTheConnectionForMoreRequestsAndAnswersWithoutABody() throws Exception {
        try (SandboxServer bare = SandboxServer.start(0, CLOCK, faults, request -> Response.empty(204))) {
            HttpRequest request = HttpRequest.newBuilder(bare.baseUri()).build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(204);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void closesTheConnectionOnWhatIsNotHttp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.baseUri().getPort())) {
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void answersNothingOnceItIsClosed() {
        server.close();

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
        assertThat(handled).isEmpty();
    }

    @Test
    void answersTheNextRequestsOfMatchingPathsOnly() throws Exception {
        faults.answerNext(1, 502, "/spoilt"::equals);

        assertThat(get("/fine").statusCode()).isEqualTo(200);
        assertThat(get("/spoilt").statusCode()).isEqualTo(502);
        assertThat(get("/spoilt").statusCode()).isEqualTo(200);
        assertThat(faults.spoilt()).isEqualTo(1);
        assertThat(faults.outstanding()).isZero();
    }

    @Test
    void dropsTheConnectionWithoutHandlingTheRequest() {
        faults.dropNext(1);

        assertThatThrownBy(() -> post("/dropped")).isInstanceOf(IOException.class);
        assertThat(handled).isEmpty();
        assertThat(server.log().count("/dropped")).isEqualTo(1);
    }

    @Test
    void dropsTheAnswerOfARequestItHandled() {
        faults.dropAnswersOfNext(1, "/applied"::equals);

        assertThatThrownBy(() -> post("/applied")).isInstanceOf(IOException.class);
        assertThat(handled).hasSize(1);
    }

    @Test
    void truncatesABodyWhoseLengthItAnnounced() throws Exception {
        faults.truncateNext(1);

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
        assertThat(get("/").body()).isEqualTo("{\"some\":\"body\"}");
    }

    @Test
    void halvesABodyAsIfItWereTheWhole() throws Exception {
        faults.halveNext(1, ANY);

        HttpResponse<String> halved = get("/");

        assertThat(halved.statusCode()).isEqualTo(200);
        assertThat(halved.body()).isEqualTo("{\"some\"");
        assertThat(get("/").body()).isEqualTo("{\"some\":\"body\"}");
    }

    @Test
    void mislabelsAnAnswerOtherwiseRight() throws Exception {
        faults.mislabelNext(1, "text/plain", ANY);

        HttpResponse<String> mislabelled = get("/");

        assertThat(mislabelled.headers().allValues("Content-Type")).containsExactly("text/plain");
        assertThat(mislabelled.body()).isEqualTo("{\"some\":\"body\"}");
    }

    @Test
    void answersWithAWebPageOrARedirectInThePlaceOfTheHandler() throws Exception {
        faults.answerNext(1, Response.html(200), ANY);
        faults.answerNext(1, Response.html(502), ANY);
        faults.answerNext(1, Response.redirect(302, "https://elsewhere.example/login"), ANY);

        HttpResponse<String> page = get("/");
        HttpResponse<String> gateway = get("/");
        HttpResponse<String> redirect = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(gateway.statusCode()).isEqualTo(502);
        assertThat(redirect.headers().firstValue("Location")).contains("https://elsewhere.example/login");
        assertThat(handled).isEmpty();
    }

    @Test
    void sendsABodyInPiecesOverAGivenTime() throws Exception {
        faults.slowNext(1, Duration.ofMillis(200), ANY);
        long before = System.nanoTime();

        HttpResponse<String> slow = get("/");

        assertThat(slow.body()).isEqualTo("{\"some\":\"body\"}");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(get("/").body()).isEqualTo("{\"some\":\"body\"}");
    }

    @Test
    void delaysAnswersUntilTheFaultsAreCleared() throws Exception {
        faults.latency(Duration.ofMillis(150));
        long before = System.nanoTime();
        get("/");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(150));

        faults.clear();
        assertThat(faults.latency()).isZero();
    }

    @Test
    void answers400ToABrokenPercentEncoding() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.baseUri().getPort())) {
            socket.getOutputStream()
                    .write("GET /?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void answers500WhenTheHandlerFails() throws Exception {
        Handler failing = request -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (SandboxServer broken = SandboxServer.start(0, CLOCK, new Faults(), failing)) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(broken.baseUri()).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
        }
    }

    @Test
    void namesThePortItCannotBind() {
        int taken = server.baseUri().getPort();
        assertThatThrownBy(() -> SandboxServer.start(taken, CLOCK, faults, request -> Response.empty(200)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + taken);
    }

    @Test
    void writesAQueryThatReadsBackTheSame() {
        Query query = Query.parse("fields=id%2Cclient%7Bid%7D&ids[]=1&ids[]=2").with("page_token", "a b+c");

        assertThat(Query.parse(query.encoded()).parameters()).isEqualTo(query.parameters());
        assertThat(query.first("fields")).contains("id,client{id}");
        assertThat(query.first("page_token")).contains("a b+c");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(server.baseUri() + path.replace("[", "%5B").replace("]", "%5D"));
    }
}
