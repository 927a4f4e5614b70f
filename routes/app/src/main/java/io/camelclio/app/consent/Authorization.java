package io.camelclio.app.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.settings.ConsentSettings;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioCredentials;
import io.camelclio.component.api.ClioTokens;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.MonotonicClock;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One application's way to a user's consent: where the user is asked, how the code becomes a refresh token in its file,
 * and the proof that a connection with this file works. Every call ends within its deadline.
 */
public final class Authorization {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PROOF_DEADLINE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConsentSettings settings;
    private final URI installation;

    public Authorization(ConsentSettings settings) {
        this.settings = settings;
        this.installation = connection().address();
    }

    /** Clio's base address. */
    public URI installation() {
        return installation;
    }

    /** The page on which Clio asks the user. */
    public URI screen(String redirectUri, String state) {
        return ClioTokens.authorizeUrl(installation, settings.clientId(), redirectUri, state);
    }

    /**
     * Exchanges the code for a refresh token and keeps that in the file.
     *
     * @throws ConsentException when Clio refuses, cannot be reached, or the file cannot be written; the file is then as it
     *     was
     */
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

    /**
     * Asks Clio who authorised the application, with the token in the file and by the way that the application goes.
     *
     * @throws ConsentException when Clio does not say
     */
    public AuthorisedUser prove() throws ConsentException, InterruptedException {
        String what = "The refresh token is kept, but could not be proved";
        CamelContext context = new DefaultCamelContext();
        ClioConnection connection = connection();
        connection.setCamelContext(context);
        try {
            connection.start();
            Operation whoAmI = Catalogue.clio().resource("users").operation(ClioOperation.who_am_i);
            ClioCall call =
                    ClioCall.of("users", whoAmI, whoAmI.path()).query(new Query().with("fields", "name,account{name}"));
            return user(await(connection.api().send(call), PROOF_DEADLINE, what).record());
        } catch (IOException e) {
            throw new ConsentException(what + ": Clio's answer cannot be read");
        } finally {
            connection.stop();
            context.stop();
        }
    }

    private static AuthorisedUser user(byte[] record) throws IOException {
        JsonNode user = JSON.readTree(record);
        return new AuthorisedUser(
                user.path("name").asText(""), user.path("account").path("name").asText(""));
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
