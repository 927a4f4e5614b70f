package io.camelclio.app.consent;

import io.camelclio.app.settings.ConsentSettings;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioCredentials;
import io.camelclio.component.api.ClioTokens;
import io.camelclio.pull.rate.MonotonicClock;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A user's consent at Clio, which a connection with the file proves by asking who gave it. */
public final class ClioAuthorization implements Authorization {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PROOF_DEADLINE = Duration.ofMinutes(2);

    private final ConsentSettings settings;
    private final URI installation;

    public ClioAuthorization(ConsentSettings settings) {
        this.settings = settings;
        this.installation = connection().address();
    }

    @Override
    public String vendor() {
        return "Clio";
    }

    @Override
    public Path tokenFile() {
        return settings.tokenFile();
    }

    @Override
    public String place() {
        return "Region " + settings.region() + ", " + installation;
    }

    @Override
    public String redirectUri(int port) {
        return Callback.redirectUri("127.0.0.1", port);
    }

    @Override
    public String next() {
        return "start the application with CLIO_TOKEN_FILE=" + settings.tokenFile()
                + " (one that runs with this file goes on by itself).";
    }

    @Override
    public URI screen(String redirectUri, String state) {
        return ClioTokens.authorizeUrl(installation, settings.clientId(), redirectUri, state);
    }

    @Override
    public void keep(String code, String redirectUri) throws ConsentException, InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        TokenEndpoint endpoint =
                new TokenEndpoint(URI.create(installation + "/oauth/token"), DEADLINE, http, new MonotonicClock());
        ClioTokens tokens = new ClioTokens(
                settings.region(),
                endpoint,
                ClioCredentials.refreshed(settings.clientId(), settings.clientSecret(), null),
                new FileTokenStore(settings.tokenFile()));
        await(tokens.exchange(code, redirectUri), DEADLINE.multipliedBy(2), "No refresh token was kept");
    }

    @Override
    public String prove() throws ConsentException, InterruptedException {
        String what = "The refresh token is kept, but could not be proved";
        CamelContext context = new DefaultCamelContext();
        ClioConnection connection = connection();
        connection.setCamelContext(context);
        try {
            connection.start();
            AuthorisedUser user =
                    AuthorisedUser.of(await(connection.api().send(AuthorisedUser.question()), PROOF_DEADLINE, what));
            return "Authorised by " + user + ", region " + settings.region() + ".";
        } catch (IOException e) {
            throw new ConsentException(what + ": Clio's answer cannot be read");
        } finally {
            connection.stop();
            context.stop();
        }
    }

    private ClioConnection connection() {
        ClioConnection connection = new ClioConnection();
        connection.setRegion(settings.region());
        settings.apiUrl().ifPresent(address -> connection.setApiUrl(address.toString()));
        connection.setClientId(settings.clientId());
        connection.setClientSecret(settings.clientSecret());
        connection.setTokenFile(settings.tokenFile().toString());
        return connection;
    }

    private static <T> T await(CompletableFuture<T> answer, Duration deadline, String what)
            throws ConsentException, InterruptedException {
        try {
            return answer.get(deadline.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConsentException(what + ": " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            throw new ConsentException(what + ": Clio did not answer within " + deadline.toSeconds() + " seconds");
        }
    }
}
