package io.camelclio.app.smokeball.connection;

import io.camelclio.app.smokeball.connection.StoppedStreams.Stop;
import io.camelclio.pull.http.Origin;
import io.camelclio.pull.rate.Pauses;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Camel's requests to Smokeball, inside the HTTP client: in turn, with key and token that no message ever holds, and
 * again where that may help. Every wait has an end. A request to another host than the account's is not made.
 */
final class SmokeballCalls {

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballCalls.class);

    /** Of one request, its body included. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** For a token: three may be tried, each within the endpoint's own deadline. */
    private static final Duration LONGEST_REFRESH = Duration.ofMinutes(2);

    /** More than the gateway gives. */
    private static final int MOST_BYTES = 64 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final String connection;
    private final URI base;
    private final Map<String, String> headers;
    private final SmokeballLogin login;
    private final ClientRate rate;
    private final StoppedStreams stopped;
    private final SmokeballRepetition repetition;
    private final Pauses pauses;
    private final CallListener listener;
    private final Clock clock;

    /**
     * @param base the account's address
     * @param headers of every request besides the token: the API key, and the user to act for
     * @param clock should be monotonic
     */
    SmokeballCalls(
            String connection,
            URI base,
            Map<String, String> headers,
            SmokeballLogin login,
            ClientRate rate,
            StoppedStreams stopped,
            SmokeballRepetition repetition,
            Pauses pauses,
            CallListener listener,
            Clock clock) {
        this.connection = connection;
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.login = login;
        this.rate = rate;
        this.stopped = stopped;
        this.repetition = repetition;
        this.pauses = pauses;
        this.listener = listener;
        this.clock = clock;
    }

    /** Has a client's requests made this way. The client's own repetition would keep to no rate, so it is off. */
    void configure(HttpClientBuilder client, Priority priority) {
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        client.addExecInterceptorFirst(
                "smokeball", (request, scope, chain) -> make(new Call(request, scope, chain, priority)));
    }

    private ClassicHttpResponse make(Call call) throws IOException, HttpException {
        requireOwn(call.request());
        ResourceName resource = ResourceName.of(base, call.request().getPath());
        Optional<Stop> stop = stopped.stopOf(resource);
        if (stop.isPresent()) {
            throw new StreamStoppedException(connection, stop.get());
        }
        SecondChances chances = new SecondChances(login, resource);
        int repeats = 0;
        while (true) {
            Attempt attempt = attempt(call, resource);
            if (Refusal.isOne(attempt.status())) {
                if (!call.isRepeatable() || !chances.take(attempt)) {
                    return refused(resource, attempt);
                }
                continue;
            }
            Optional<Duration> pause =
                    call.isRepeatable() ? repetition.pause(call.isReading(), attempt, repeats++) : Optional.empty();
            if (pause.isEmpty()) {
                return answer(resource, attempt);
            }
            await(pauses.after(pause.get()), pause.get().plus(DEADLINE), "a pause");
        }
    }

    private void requireOwn(ClassicHttpRequest request) throws HttpException {
        Origin target = new Origin(
                request.getScheme(),
                request.getAuthority().getHostName(),
                request.getAuthority().getPort());
        if (!target.equals(Origin.of(base))) {
            throw new HttpException("Key and token of Smokeball connection '" + connection + "' are for "
                    + base.getHost() + " only, not for " + target.host());
        }
    }

    private Attempt attempt(Call call, ResourceName resource) throws IOException, HttpException {
        Turn turn = await(rate.turn(call.priority()), ClientRate.PATIENCE.plus(DEADLINE), "a place in its rate limit");
        String token;
        try {
            token = await(login.session().current(), LONGEST_REFRESH, "a token");
        } catch (IOException e) {
            turn.unused();
            throw e;
        }
        Instant sent = clock.instant();
        Attempt attempt = send(call, token, sent, turn);
        listener.called(resource, attempt.status(), Duration.between(sent, clock.instant()), call.priority(), turn);
        if (attempt.status() == Attempt.TOO_MANY_REQUESTS) {
            rate.refused(sent, attempt.retryAfter(clock));
        } else if (attempt.response() != null) {
            rate.admitted(sent);
        }
        return attempt;
    }

    /** Camel's own time-out ends with each byte that comes, so a body that trickles would hold the poll for ever. */
    private Attempt send(Call call, String token, Instant sent, Turn turn) throws IOException, HttpException {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        ended.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            call.scope().execRuntime.discardEndpoint();
            return null;
        });
        try {
            ClassicHttpResponse response = call.chain().proceed(authorised(call.request(), token), call.scope());
            return new Attempt(token, sent, response, whole(response), null);
        } catch (IOException e) {
            if (call.scope().execRuntime.isExecutionAborted()) {
                throw e;
            }
            IOException why = ended.isCompletedExceptionally()
                    ? new SocketTimeoutException("Smokeball's answer took longer than " + DEADLINE)
                    : e;
            return new Attempt(token, sent, null, NOTHING, why);
        } finally {
            ended.complete(null);
            turn.answered();
        }
    }

    /** A copy, so that nobody who holds Camel's own request sees them. */
    private ClassicHttpRequest authorised(ClassicHttpRequest request, String token) {
        ClassicHttpRequest authorised = ClassicRequestBuilder.copy(request).build();
        headers.forEach(authorised::setHeader);
        authorised.setHeader("Authorization", "Bearer " + token);
        authorised.setHeader("RequestId", UUID.randomUUID().toString());
        return authorised;
    }

    /**
     * Takes the body off the network, and leaves it in the response.
     *
     * @throws HttpException when it is too large, which it would be again
     */
    private static byte[] whole(ClassicHttpResponse response) throws IOException, HttpException {
        HttpEntity body = response.getEntity();
        if (body == null) {
            return NOTHING;
        }
        byte[] bytes;
        try (body;
                InputStream content = body.getContent()) {
            bytes = content.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new HttpException("An answer of Smokeball has more than " + MOST_BYTES + " bytes; lower pageSize");
        }
        response.setEntity(
                new ByteArrayEntity(bytes, ContentType.parseLenient(body.getContentType()), body.getContentEncoding()));
        return bytes;
    }

    private ClassicHttpResponse answer(ResourceName resource, Attempt attempt) throws IOException {
        if (attempt.failure() != null) {
            throw attempt.failure();
        }
        if (attempt.isAdmitted() && stopped.goOn(resource)) {
            LOG.info("Smokeball gives {} of connection '{}' again", resource, connection);
        }
        return attempt.response();
    }

    /** Of one record's children it may be that record which nobody may see: whoever asked goes on with the next one. */
    private ClassicHttpResponse refused(ResourceName resource, Attempt attempt) {
        Refusal refusal = Refusal.of(attempt.status(), attempt.body());
        boolean isOfTheStream =
                !resource.isOfOneRecord() || refusal == Refusal.SCOPE || attempt.status() == Refusal.UNAUTHORIZED;
        if (isOfTheStream && stopped.stop(resource, attempt.status(), refusal)) {
            LOG.error(
                    "Smokeball answered {} to GET {} of connection '{}', with a fresh token too, so that it stands still and"
                            + " is only looked at from time to time: {}",
                    attempt.status(),
                    resource,
                    connection,
                    refusal.remedy());
        }
        return attempt.response();
    }

    /** The thread is the caller's own, of a poll, and may wait, but not for ever. */
    private <T> T await(CompletionStage<T> stage, Duration longest, String what) throws IOException {
        try {
            return stage.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NothingSentException(connection, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "Nothing was sent to Smokeball for connection '" + connection + "': " + what + " took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The call to Smokeball was stopped", e);
        }
    }

    /** One request of Camel's, with all its repetitions. */
    private record Call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Priority priority) {

        boolean isReading() {
            return request.getMethod().equals("GET");
        }

        boolean isRepeatable() {
            return request.getEntity() == null || request.getEntity().isRepeatable();
        }
    }

    /** Is told of each request, on the caller's thread. */
    @FunctionalInterface
    interface CallListener {

        /** @param status 0 when there was no answer */
        void called(ResourceName resource, int status, Duration took, Priority priority, Turn turn);
    }
}
