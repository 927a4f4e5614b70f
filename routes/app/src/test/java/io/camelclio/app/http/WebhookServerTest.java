package io.camelclio.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.settings.HttpSettings;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookServerTest {

    private static final String GREETING = "GET /greeting HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 ";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private WebhookServer server;

    @AfterEach
    void stop() {
        held.countDown();
        context.stop();
    }

    @Test
    void closesConnectionsThatSendNothing() throws Exception {
        start(100, Duration.ofMillis(300));
        try (Caller silent = new Caller(server.getPort())) {
            assertThat(silent.readHead()).isEmpty();
        }
    }

    @Test
    void cutsOffAHeadThatTricklesHoweverSteadily() throws Exception {
        start(100, Duration.ofMillis(500));
        try (Caller slow = new Caller(server.getPort())) {
            slow.write("POST /greeting HTTP/1.1\r\nX-Slow: ");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> cannotWrite(slow));
        }
    }

    @Test
    void cutsOffABodyThatTricklesHoweverSteadily() throws Exception {
        start(100, Duration.ofMillis(500));
        try (Caller slow = new Caller(server.getPort())) {
            slow.write("POST /greeting HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> cannotWrite(slow));
        }
    }

    private static boolean cannotWrite(Caller slow) throws IOException {
        try {
            slow.write("x");
            return slow.isClosed();
        } catch (SocketException closed) {
            return true;
        }
    }

    @Test
    void keepsAConnectionThatGoesOnAskingInTime() throws Exception {
        start(100, Duration.ofSeconds(20));
        try (Caller caller = new Caller(server.getPort())) {
            for (int request = 0; request < 5; request++) {
                caller.write("HEAD /greeting HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(caller.readHead()).startsWith(OK);
            }
        }
    }

    @Test
    void answersAlthoughAThousandConnectionsAreIdle() throws Exception {
        int most = 300;
        start(most, Duration.ofMinutes(5));
        List<Caller> idle = new ArrayList<>();
        try {
            for (int connection = 0; connection < 1_000; connection++) {
                idle.add(new Caller(server.getPort()).write("POST /gree"));
            }
            try (Caller genuine = new Caller(server.getPort())) {
                assertThat(genuine.write(GREETING).readHead()).startsWith(OK);
            }
            await("the oldest make room").until(() -> {
                int open = 0;
                for (Caller each : idle) {
                    open += each.isClosed() ? 0 : 1;
                }
                return open <= most && open >= most - 1;
            });
        } finally {
            for (Caller each : idle) {
                each.close();
            }
        }
    }

    @Test
    void closesNewConnectionsWhenAllOthersAreBeingAnswered() throws Exception {
        start(10, Duration.ofMinutes(5));
        List<Caller> busy = new ArrayList<>();
        try {
            for (int connection = 0; connection < 10; connection++) {
                busy.add(new Caller(server.getPort()).write("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
            }
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> {
                try (Caller more = new Caller(server.getPort())) {
                    return more.write(GREETING).readHead().isEmpty();
                }
            });
            held.countDown();
            for (Caller each : busy) {
                assertThat(each.readHead()).startsWith(OK);
            }
        } finally {
            for (Caller each : busy) {
                each.close();
            }
        }
    }

    @Test
    void says503UntilRoutesAreThereAnd404Afterwards() throws Exception {
        server = new WebhookServer(new HttpSettings("127.0.0.1", 0, 100, Duration.ofSeconds(20), Optional.empty()));
        context.addService(server, true, true);
        context.build();
        server.start();
        assertThat(answerTo("/clio/us/webhooks/matter"))
                .startsWith("HTTP/1.1 503 ")
                .contains("retry-after: 30");

        context.start();

        assertThat(answerTo("/clio/us/webhooks/matter")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void answersWhatHadBegunAndSays503ToTheRestWhileItCloses() throws Exception {
        start(100, Duration.ofSeconds(20));
        CompletableFuture<Void> stopped;
        try (Caller begun = new Caller(server.getPort());
                Caller keptAlive = new Caller(server.getPort())) {
            keptAlive.write("HEAD /greeting HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(keptAlive.readHead()).startsWith(OK);
            begun.write("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

            stopped = CompletableFuture.runAsync(server::stop);
            await().until(() -> server.isStopping());
            assertThat(keptAlive.write(GREETING).readHead())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("retry-after: 30")
                    .contains("connection: close");
            assertThat(answerTo("/greeting")).startsWith("HTTP/1.1 503 ");
            held.countDown();

            assertThat(begun.readHead()).startsWith(OK);
        }
        stopped.get(20, TimeUnit.SECONDS);
    }

    static Stream<List<String>> refused() {
        String head = " HTTP/1.1\r\nHost: x\r\n";
        return Stream.of(
                List.of("413", "POST /greeting" + head + "Content-Length: 1048577\r\n\r\n"),
                List.of("414", "POST /" + "x".repeat(20_000) + head + "\r\n"),
                List.of("431", "POST /greeting" + head + "X: " + "x".repeat(20_000) + "\r\n\r\n"),
                List.of("431", "POST /greeting" + head + "X: x\r\n".repeat(5_000) + "\r\n"),
                List.of("400", "POST /greeting%zz" + head + "\r\n"),
                List.of("400", "POST /greeting" + head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
                List.of("400", "\u0016\u0003\u0001\u0002\u0000\u0001 a TLS hello\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndClosesWhatIsTooLongOrMalformed(List<String> statusAndRequest) throws Exception {
        start(100, Duration.ofSeconds(10));
        try (Caller stranger = new Caller(server.getPort())) {
            assertThat(stranger.write(statusAndRequest.get(1)).readHead())
                    .matches("(?s)HTTP/1\\.[01] " + statusAndRequest.get(0) + " .*");
        }
    }

    @Test
    void speaksHttp11ToWhoeverWouldLikeAnother() throws Exception {
        start(100, Duration.ofMillis(500));
        HttpClient both =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        HttpResponse<String> answer = both.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/greeting"))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body()).isEqualTo("Good day");
        try (Caller http2Only = new Caller(server.getPort())) {
            http2Only.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(http2Only.readHead()).doesNotContain(" 200 ");
        }
    }

    private void start(int most, Duration patience) throws Exception {
        server = new WebhookServer(new HttpSettings("127.0.0.1", 0, most, patience, Optional.empty()));
        context.addService(server, true, true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/greeting").setBody().constant("Good day");
                from("platform-http:/held")
                        .process(exchange -> {
                            reached.countDown();
                            held.await(30, TimeUnit.SECONDS);
                        })
                        .setBody()
                        .constant("At last");
            }
        });
        context.start();
    }

    private String answerTo(String path) throws IOException {
        try (Caller caller = new Caller(server.getPort())) {
            return caller.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                    .readHead();
        }
    }
}
