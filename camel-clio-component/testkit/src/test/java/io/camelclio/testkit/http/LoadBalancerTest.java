package io.camelclio.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadBalancerTest {

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Faults faultsOfFirst = new Faults();
    private final SandboxServer first = SandboxServer.start(0, Clock.systemUTC(), faultsOfFirst, this::answer);
    private final SandboxServer second = SandboxServer.start(0, Clock.systemUTC(), new Faults(), this::answer);
    private final LoadBalancer balancer = LoadBalancer.start(first.baseUri(), second.baseUri());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        balancer.close();
        first.close();
        second.close();
    }

    @Test
    void passesRequestsOnInTurnAlsoThoseOfOneConnection() throws Exception {
        for (int request = 0; request < 6; request++) {
            assertThat(post("{}").statusCode()).isEqualTo(202);
        }

        assertThat(balancer.answeredBy(first.baseUri())).isEqualTo(3);
        assertThat(balancer.answeredBy(second.baseUri())).isEqualTo(3);
    }

    @Test
    void changesNeitherBodyNorPathNorHeaders() throws Exception {
        HttpResponse<String> answer = post(" {\"data\": \"Gespräch 契約\"}\r\n");

        Request request = received.get(0);
        assertThat(request.text()).isEqualTo(" {\"data\": \"Gespräch 契約\"}\r\n");
        assertThat(request.path()).isEqualTo("/hooks/a b");
        assertThat(request.query().first("q")).contains("1&2");
        assertThat(request.header("X-Hook-Signature")).contains("abc");
        assertThat(answer.body()).isEqualTo("taken");
        assertThat(answer.headers().firstValue("X-Hook-Secret")).contains("s");
    }

    @Test
    void passesOverAServerThatRefusesConnections() throws Exception {
        second.close();

        Stream.generate(() -> "{}").limit(4).forEach(body -> assertThat(posted(body))
                .isEqualTo(202));

        assertThat(balancer.answeredBy(first.baseUri())).isEqualTo(4);
        first.close();
        assertThat(posted("{}")).isIn(502, 503);
        assertThat(posted("{}")).isEqualTo(503);
    }

    @Test
    void sendsNothingTwiceThatAServerHasAccepted() throws Exception {
        faultsOfFirst.dropAnswersOfNext(1, path -> true);

        assertThat(posted("{}")).isEqualTo(502);

        assertThat(received).hasSize(1);
    }

    @Test
    void takesServersInAndOut() throws Exception {
        balancer.remove(first.baseUri());
        assertThat(posted("{}")).isEqualTo(202);
        assertThat(posted("{}")).isEqualTo(202);
        assertThat(balancer.answeredBy(second.baseUri())).isEqualTo(2);

        balancer.remove(second.baseUri());
        assertThat(posted("{}")).isEqualTo(503);
        balancer.add(first.baseUri());
        assertThat(posted("{}")).isEqualTo(202);
    }

    private Response answer(Request request) {
        received.add(request);
        return new Response(
                202,
                Map.of("X-Hook-Secret", "s", "Content-Type", "text/plain"),
                "taken".getBytes(StandardCharsets.UTF_8));
    }

    private int posted(String body) {
        try {
            return post(body).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(balancer.baseUri() + "/hooks/a%20b?q=1%262"))
                        .header("X-Hook-Signature", "abc")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
