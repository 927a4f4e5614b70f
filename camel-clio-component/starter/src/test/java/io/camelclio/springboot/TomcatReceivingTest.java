package io.camelclio.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelclio.component.ClioComponent;
import io.camelclio.component.webhook.ClioWebhookComponent;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** A webhook on Spring Boot's Tomcat: Clio's bytes arrive as they were sent, and a slow route holds no thread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TomcatReceivingTest {

    private static final int MAX_BODY = 4_000;
    private static final int THREADS = 2;

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final int port = LoopbackPorts.free();
    private final URI url = URI.create("http://127.0.0.1:" + port + "/clio/sandbox/webhooks/activity");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ConfigurableApplicationContext application;
    private HeldRoute route;
    private long id;

    @BeforeAll
    void startApplication() {
        application = new SpringApplicationBuilder(TeamsApplication.class)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=" + port,
                        "server.tomcat.threads.max=" + THREADS,
                        // Without it Tomcat takes what names no charset for Latin-1.
                        "server.servlet.encoding.enabled=false",
                        "camel.main.shutdown-timeout=5",
                        "camel.component.clio.connection-name=sandbox",
                        "camel.component.clio.api-url=" + clio.baseUri(),
                        "camel.component.clio.client-id=" + clio.clientId(),
                        "camel.component.clio.client-secret=" + clio.clientSecret(),
                        "camel.component.clio.refresh-token=" + clio.refreshToken(),
                        "camel.component.clio-webhook.public-url=http://127.0.0.1:" + port)
                .run();
        route = application.getBean(HeldRoute.class);
        await().until(this::hasAProvenSecret);
    }

    @AfterAll
    void stop() {
        application.close();
        clio.close();
    }

    @Test
    void needsNoVertx() {
        assertThat(ClassUtils.isPresent("io.vertx.core.Vertx", getClass().getClassLoader()))
                .isFalse();
    }

    @Test
    void takesWhatClioDelivers() {
        clio.records("activities").create("{\"type\":\"TimeEntry\",\"note\":\"Überprüfung – “draft”\"}");

        await().until(() -> route.held.size() == 1);
        assertThat(route.held.peek().exchange().getMessage().getBody(String.class))
                .contains("Überprüfung – “draft”");
        assertThat(clio.ledger().acknowledged()).isZero();
        route.finishAll();

        await().until(() -> clio.ledger().acknowledged() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json; charset=iso-8859-1",
                "application/x-www-form-urlencoded",
                "text/plain"
            })
    void provesTheExactBytesInChunksWhateverTheirTypeSaysTheyAre(String type) throws Exception {
        byte[] body = delivery("\"Überprüfung – “draft”\\r\\n\"\r\n\t ");
        CompletableFuture<HttpResponse<byte[]>> answer = send(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "X-Hook-Signature",
                signature(body),
                "Content-Type",
                type);

        await().until(() -> route.held.size() == 1 || answer.isDone());
        route.finishAll();

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).isEmpty();
    }

    @Test
    void refusesAForgedDeliveryAndOneOfWhichAByteIsChanged() throws Exception {
        byte[] body = delivery("\"ü\"");
        byte[] changed = body.clone();
        changed[changed.length - 3] ^= 1;

        assertThat(post(body).statusCode()).isEqualTo(401);
        assertThat(post(changed, "X-Hook-Signature", signature(body)).statusCode())
                .isEqualTo(401);
        assertThat(route.held).isEmpty();
    }

    @Test
    void refusesTooLargeABodyHoweverItIsSentAndAnEncodedOneWithoutUnpackingIt() throws Exception {
        byte[] large = new byte[MAX_BODY + 1];
        byte[] body = delivery("\"zipped\"");

        assertThat(post(large, "X-Hook-Signature", signature(large)).statusCode())
                .isEqualTo(413);
        assertThat(send(
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                                "X-Hook-Signature",
                                signature(large))
                        .get()
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(gzipped(body), "X-Hook-Signature", signature(body), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
        assertThat(route.held).isEmpty();
    }

    @Test
    void answersAHandshakeAndNoOtherMethod() throws Exception {
        HttpResponse<byte[]> handshake = post(new byte[0], "X-Hook-Secret", "s3cret");
        HttpResponse<byte[]> read = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());

        assertThat(handshake.statusCode()).isEqualTo(200);
        assertThat(handshake.headers().allValues("X-Hook-Secret")).containsExactly("s3cret");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void holdsNoThreadOfTomcatWhileTheRouteWorks() throws Exception {
        int several = 10 * THREADS;
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, several)
                .mapToObj(any -> sendSigned(delivery("\"slow\"")))
                .toList();

        await().until(() -> route.held.size() == several);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        route.finishAll();

        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void putsOffWhatTheRouteDoesNotEndInTimeAndWhatComesWhileItIsStopped() throws Exception {
        byte[] body = delivery("\"late\"");
        HttpResponse<byte[]> late = post(body, "X-Hook-Signature", signature(body));
        route.finishAll();
        RouteController routes = application.getBean(CamelContext.class).getRouteController();
        routes.stopRoute("activities");
        HttpResponse<byte[]> stopped = post(body, "X-Hook-Signature", signature(body));
        routes.startRoute("activities");

        assertThat(List.of(late.statusCode(), stopped.statusCode())).containsOnly(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
    }

    private boolean hasAProvenSecret() {
        CamelContext context = application.getBean(CamelContext.class);
        return webhook().path("status").asText().equals("enabled")
                && context
                        .getComponent("clio-webhook", ClioWebhookComponent.class)
                        .subscriptionStates(context.getComponent("clio", ClioComponent.class)
                                .getConnection())
                        .stream()
                        .allMatch(state -> state.id().isPresent());
    }

    private byte[] delivery(String note) {
        return "{\"data\":{\"id\":%d,\"etag\":\"\\\"1\\\"\",\"note\":%s},\"meta\":{\"event\":\"updated\",\"webhook_id\":%d}}"
                .formatted(++id, note, webhook().path("id").asLong())
                .getBytes(UTF_8);
    }

    private JsonNode webhook() {
        return clio.records("webhooks").all().stream()
                .<JsonNode>map(ClioRecord::json)
                .findFirst()
                .orElseGet(() -> MissingNode.getInstance());
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhook().path("shared_secret").asText().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        }
        return zipped.toByteArray();
    }

    private HttpResponse<byte[]> post(byte[] body, String... headers) throws Exception {
        return send(BodyPublishers.ofByteArray(body), headers).get();
    }

    private CompletableFuture<HttpResponse<byte[]>> sendSigned(byte[] body) {
        return send(BodyPublishers.ofByteArray(body), "X-Hook-Signature", signature(body));
    }

    private CompletableFuture<HttpResponse<byte[]>> send(BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20)).POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    /** A team's own application: a route in Java, everything else by properties. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class TeamsApplication {

        @Bean
        HeldRoute held() {
            return new HeldRoute();
        }

        @Bean
        RouteBuilder routes(HeldRoute held) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("clio-webhook:activity?fields=id,etag,note&timeout=2000&maxBodySize=" + MAX_BODY)
                            .routeId("activities")
                            .process(held);
                }
            };
        }
    }

    private record Held(Exchange exchange, AsyncCallback callback) {}

    /** Ends exchanges when the test says so, and holds no thread until then. */
    static final class HeldRoute extends AsyncProcessorSupport {

        private final Queue<Held> held = new ConcurrentLinkedQueue<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            held.add(new Held(exchange, callback));
            return false;
        }

        void finishAll() {
            for (Held next = held.poll(); next != null; next = held.poll()) {
                next.callback().done(false);
            }
        }
    }
}
