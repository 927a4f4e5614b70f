package io.camelclio.app.consent;

import io.camelclio.app.settings.SmokeballConsentSettings;
import io.camelclio.app.smokeball.connection.SmokeballTokens;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.MonotonicClock;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A user's consent at Smokeball, for a marketplace application (Smokeball, "Authorization Code Grant"): with a proof key, and
 * without a scope, so that all scopes of the application are given. An access token by the refresh token proves it.
 */
public final class SmokeballAuthorization implements Authorization {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Of a refresh token, unless more was agreed; no answer tells it (Smokeball, "Authorization Code Grant"). */
    private static final int LIFE_IN_DAYS = 180;

    private final SmokeballConsentSettings settings;
    private final SmokeballTokens tokens;
    private final FileTokenStore file;
    private final Clock clock;
    private final String verifier = Callback.unguessable();

    public SmokeballAuthorization(SmokeballConsentSettings settings) {
        this.settings = settings;
        this.clock = Clock.systemDefaultZone();
        this.file = new FileTokenStore(settings.tokenFile());
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.tokens = new SmokeballTokens(
                new TokenEndpoint(
                        URI.create(settings.authUrl() + "/oauth2/token"), DEADLINE, http, new MonotonicClock()),
                settings.clientId(),
                settings.clientSecret());
    }

    @Override
    public String vendor() {
        return "Smokeball";
    }

    @Override
    public Path tokenFile() {
        return settings.tokenFile();
    }

    @Override
    public String place() {
        return settings.authUrl().toString();
    }

    /** Of addresses without TLS only this name is taken (Amazon Cognito, "CallbackURLs"). */
    @Override
    public String redirectUri(int port) {
        return Callback.redirectUri("localhost", port);
    }

    @Override
    public URI screen(String redirectUri, String state) {
        Query query = new Query()
                .with("response_type", "code")
                .with("client_id", settings.clientId())
                .with("redirect_uri", redirectUri)
                .with("state", state)
                .with("code_challenge_method", "S256")
                .with("code_challenge", challenge());
        return URI.create(settings.authUrl() + "/oauth2/authorize" + query.asQuery());
    }

    private String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void keep(String code, String redirectUri) throws ConsentException, InterruptedException {
        String what = "No refresh token was kept";
        Issued issued = await(tokens.byCode(code, redirectUri, verifier), what);
        if (issued.refreshToken() == null) {
            throw new ConsentException(what + ": Smokeball gave none for the code");
        }
        save(issued.refreshToken(), what);
    }

    @Override
    public String prove() throws ConsentException, InterruptedException {
        String what = "The refresh token is kept, but could not be proved";
        Issued issued = await(tokens.byRefreshToken(kept(what)), what);
        if (issued.refreshToken() != null) {
            save(issued.refreshToken(), what);
        }
        return "Smokeball gives access tokens for it.";
    }

    @Override
    public String next() {
        return "start the application with SMOKEBALL_TOKEN_FILE=" + settings.tokenFile()
                + " (one that runs with this file goes on by itself) and SMOKEBALL_REFRESH_TOKEN_END="
                + LocalDate.now(clock).plusDays(LIFE_IN_DAYS) + ": the token ends " + LIFE_IN_DAYS
                + " days after the consent, unless another time was agreed with Smokeball.";
    }

    private String kept(String what) throws ConsentException {
        try {
            return file.load().orElseThrow(() -> new IOException("the file is empty"));
        } catch (IOException e) {
            throw new ConsentException(what + ": " + e.getMessage());
        }
    }

    private void save(String token, String what) throws ConsentException {
        try {
            file.save(token);
        } catch (IOException e) {
            throw new ConsentException(what + ": " + e.getMessage());
        }
    }

    private static Issued await(CompletableFuture<Issued> answer, String what)
            throws ConsentException, InterruptedException {
        try {
            return answer.get(DEADLINE.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConsentException(what + ": " + HttpCall.cause(e).getMessage());
        } catch (TimeoutException e) {
            throw new ConsentException(what + ": Smokeball did not answer in time");
        }
    }
}
