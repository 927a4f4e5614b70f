package io.camelclio.pull.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.http.UnendingServer;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HttpCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;
    private static final String WHOLE = "{\"whole\":true}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Faults faults = new Faults();

    @Test
    void givesTheWholeAnswer() {
        try (SandboxServer server = server()) {
            CompletableFuture<HttpResponse<byte[]>> call =
                    HttpCall.send(http, get(server.baseUri()), PATIENCE, WHOLE.length());

            assertThat(call)
                    .succeedsWithin(PATIENCE)
                    .satisfies(answer -> assertThat(answer.body()).asString().isEqualTo(WHOLE));
        }
    }

    @Test
    void itsDeadlineCoversABodyThatStallsAndItsConnectionIsGivenUp() throws Exception {
        try (UnendingServer server = UnendingServer.stalling()) {
            CompletableFuture<HttpResponse<byte[]>> call =
                    HttpCall.send(http, get(server.address()), Duration.ofMillis(300), MOST_BYTES);

            assertThat(call)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
            assertThat(server.isGivenUpWithin(10)).as("connection closed").isTrue();
        }
    }

    @Test
    void itsDeadlineCoversAnAnswerThatNeverBegins() {
        faults.latency(Duration.ofSeconds(30));
        try (SandboxServer server = server()) {
            assertThat(HttpCall.send(http, get(server.baseUri()), Duration.ofMillis(300), MOST_BYTES))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void failsWhenTheConnectionBreaksWithinTheBody() {
        faults.truncateNext(1);
        try (SandboxServer server = server()) {
            assertThat(HttpCall.send(http, get(server.baseUri()), PATIENCE, WHOLE.length()))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void takesNoMoreBytesThanAreAllowed() {
        try (SandboxServer server = server()) {
            assertThat(HttpCall.send(http, get(server.baseUri()), PATIENCE, WHOLE.length() - 1))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(AnswerTooLongException.class)
                    .withMessageContaining("13 bytes");
        }
    }

    @Test
    void givesUpAnAnswerThatNeverEnds() throws Exception {
        try (UnendingServer server = UnendingServer.flooding()) {
            assertThat(HttpCall.send(http, get(server.address()), PATIENCE, MOST_BYTES))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(AnswerTooLongException.class);
            assertThat(server.isGivenUpWithin(10)).as("connection closed").isTrue();
        }
    }

    private SandboxServer server() {
        return SandboxServer.start(0, Clock.systemUTC(), faults, request -> Response.json(200, WHOLE));
    }

    private static HttpRequest get(URI address) {
        return HttpRequest.newBuilder(address).build();
    }
}
