package io.camelclio.app.smokeball;

import io.camelclio.app.settings.SmokeballSettings;
import io.camelclio.pull.http.Origin;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Puts API key and token on Camel's requests to Smokeball, inside the HTTP client, so that no message ever holds them; and
 * lets no more of them go than Smokeball allows, however many routes ask. A request to another host gets neither.
 */
public final class SmokeballAccess implements HttpClientConfigurer {

    /** Five calls a second, burst five, for a client as a whole (Smokeball, "Rate limits"). */
    private static final int CALLS_PER_SECOND = 5;

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Of a whole call, its body included. */
    private static final Duration CALL_DEADLINE = Duration.ofMinutes(1);

    /** More than the gateway gives. */
    private static final int MOST_BYTES = 64 << 20;

    private final SmokeballSettings settings;
    private final ScheduledExecutorService alarm;
    private final TokenSession session;
    private final RateBudget budget;
    private final TokenEndpoint tokens;
    private volatile String refreshToken;
    private volatile String lastToken;

    /** @param alarm ends calls that take too long; not closed here */
    public SmokeballAccess(SmokeballSettings settings, RateBudget budget, Clock clock, ScheduledExecutorService alarm) {
        this.settings = settings;
        this.alarm = alarm;
        this.budget = budget;
        this.refreshToken = settings.refreshToken().orElse(null);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.tokens = new TokenEndpoint(URI.create(settings.authUrl() + "/oauth2/token"), DEADLINE, http, clock);
        this.session = new TokenSession(this::issue, clock);
    }

    /** The budget of a client: what Smokeball allows per second. */
    public static RateBudget budget(Clock clock, ScheduledExecutorService scheduler) {
        return new RateBudget(CALLS_PER_SECOND, Duration.ofSeconds(1), clock, scheduler);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "rate budget", this::takeTurn);
        client.addRequestInterceptorFirst(this::authorise);
    }

    private ClassicHttpResponse takeTurn(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Turn turn = await(budget.acquire(Priority.BACKFILL, DEADLINE));
        ScheduledFuture<?> deadline =
                alarm.schedule(scope.execRuntime::discardEndpoint, CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return whole(chain.proceed(request, scope));
        } finally {
            deadline.cancel(false);
            turn.answered();
        }
    }

    /** Camel's own time-out ends with each byte that comes, so a body that trickles would hold the poll for ever. */
    private static ClassicHttpResponse whole(ClassicHttpResponse response) throws IOException {
        HttpEntity body = response.getEntity();
        if (body != null) {
            byte[] bytes;
            try (body;
                    InputStream content = body.getContent()) {
                bytes = content.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                throw new IOException("An answer of Smokeball has more than " + MOST_BYTES + " bytes; lower pageSize");
            }
            response.setEntity(new ByteArrayEntity(
                    bytes, ContentType.parseLenient(body.getContentType()), body.getContentEncoding()));
        }
        return response;
    }

    private void authorise(HttpRequest request, EntityDetails body, HttpContext context)
            throws HttpException, IOException {
        Origin target = new Origin(
                request.getScheme(),
                request.getAuthority().getHostName(),
                request.getAuthority().getPort());
        if (!target.equals(Origin.of(settings.apiUrl()))) {
            throw new HttpException(
                    "Smokeball's key is for " + settings.apiUrl().getHost() + " only");
        }
        String token = await(session.current());
        lastToken = token;
        request.setHeader("x-api-key", settings.apiKey());
        request.setHeader("Authorization", "Bearer " + token);
    }

    /** Smokeball refused the last token: the next request asks for a new one. */
    void refused() {
        if (lastToken != null) {
            session.reject(lastToken);
        }
    }

    /** Smokeball's answer was 429: nobody asks for a moment. */
    void pauseFor(Duration pause) {
        budget.pauseFor(pause);
    }

    /** Client credentials for a firm's own application, a refresh token for a marketplace one (Smokeball, "OAuth"). */
    private CompletionStage<AccessToken> issue() {
        Query form = new Query().with("client_id", settings.clientId());
        if (refreshToken == null) {
            form.with("grant_type", "client_credentials");
        } else {
            form.with("grant_type", "refresh_token").with("refresh_token", refreshToken);
        }
        String pair = settings.clientId() + ":" + settings.clientSecret();
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return tokens.ask(form, basic).thenApply(this::keep);
    }

    private AccessToken keep(Issued issued) {
        if (refreshToken != null && issued.refreshToken() != null) {
            refreshToken = issued.refreshToken();
        }
        return issued.access();
    }

    /** The thread is the poll's own and may wait, but not for ever. */
    private static <T> T await(CompletionStage<T> stage) throws IOException {
        try {
            return stage.toCompletableFuture().get(DEADLINE.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Nothing was sent to Smokeball: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Smokeball's token or a place in its rate limit took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The poll was stopped", e);
        }
    }
}
