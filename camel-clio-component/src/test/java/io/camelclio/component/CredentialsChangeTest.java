package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioCredentials;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Answer;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.MemoryTokenStore;
import io.camelclio.pull.token.TokenState.Condition;
import io.camelclio.pull.token.TokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsChangeTest {

    private static final String TOKEN_PATH = "/oauth/token";
    private static final String USERS = "/api/v4/users/who_am_i.json";

    private final ClioSandbox clio = ClioSandbox.builder().start();
    private final MemoryTokenStore store = new MemoryTokenStore();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioConnection connection = new ClioConnection();

    CredentialsChangeTest() {
        connection.setCamelContext(context);
        connection.setApiUrl(clio.baseUri().toString());
        connection.setTokenStore(store);
    }

    @AfterEach
    void stop() {
        connection.stop();
        context.stop();
        clio.close();
    }

    @Test
    void refusedCredentialsAreReplacedWithoutARestart() throws Exception {
        start(ClioCredentials.refreshed(clio.clientId(), "wr0ng", clio.refreshToken()));
        assertRefused(call(), "401 invalid_client");
        assertRefused(call(), "401 invalid_client");
        assertThat(clio.requests().count(TOKEN_PATH))
                .as("asked once, then failed at once")
                .isEqualTo(1);
        assertThat(connection.tokenState().condition()).isEqualTo(Condition.REFUSED);
        assertThat(connection.budgetState().remaining())
                .as("a call that was never sent takes no place")
                .isEqualTo(50);

        connection.renew(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()));

        assertThat(connection.tokenState().condition()).isEqualTo(Condition.NEVER_ISSUED);
        call().get(10, TimeUnit.SECONDS);
        assertThat(connection.tokenState().condition()).isEqualTo(Condition.GOOD);
        assertThat(store.load()).contains(clio.refreshToken());
    }

    @Test
    void callsUseATokenOfTheNewCredentialsAtOnce() throws Exception {
        String old = clio.accessToken();
        start(ClioCredentials.ready(old));
        call().get(10, TimeUnit.SECONDS);
        clio.authorization().revoke(old);

        connection.renew(ClioCredentials.ready(clio.accessToken()));

        call().get(10, TimeUnit.SECONDS);
        assertThat(clio.requests().count(USERS))
                .as("none was refused and replayed")
                .isEqualTo(2);
    }

    @Test
    void anAccessTokenThatIsRefusedTwiceIsAClearState() throws Exception {
        start(ClioCredentials.ready(clio.accessToken()));
        clio.revokeTokens();

        assertRefused(call(), "401 invalid_token");
        assertRefused(call(), "The vendor refused a token that it had just issued");

        assertThat(clio.requests().count(USERS))
                .as("sent and replayed once, then failed at once")
                .isEqualTo(2);
        assertThat(connection.tokenState().condition()).isEqualTo(Condition.REFUSED);
    }

    @Test
    void theStoredTokenSurvivesARestartOfTheConnection() throws Exception {
        clio.authorization().rotateRefreshTokens(true);
        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()));
        call().get(10, TimeUnit.SECONDS);

        connection.stop();
        connection.start();

        call().get(10, TimeUnit.SECONDS);
        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(2);
    }

    @Test
    void credentialsRenewedBeforeTheStartReplaceTheStoredToken() throws Exception {
        store.save("0ld");

        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()));

        call().get(10, TimeUnit.SECONDS);
        assertThat(store.load()).contains(clio.refreshToken());
        assertThat(clio.requests().count(TOKEN_PATH))
                .as("the old token was not tried")
                .isEqualTo(1);
    }

    @Test
    void aTokenEndpointInTroubleIsNotAskedAgainByEveryCall() throws Exception {
        TestClock clock = new TestClock("2026-03-01T12:00:00Z");
        connection.setClock(clock);
        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()));
        clio.faults().answerNext(1, 429, path -> path.equals(TOKEN_PATH));

        for (int i = 0; i < 5; i++) {
            assertThat(call(0)).failsWithin(Duration.ofSeconds(10));
        }

        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        call(0).get(10, TimeUnit.SECONDS);
    }

    @Test
    void aConnectionThatFailsToStartDoesNotKeepItsName() throws Exception {
        ClioComponent component = new ClioComponent(context);
        context.start();
        ClioConnection broken = new ClioConnection();
        broken.setName("ada");
        assertThatThrownBy(() -> component.use(broken)).hasMessageContaining("lacks credentials");

        connection.setName("ada");
        connection.setAccessToken(clio.accessToken());
        component.use(connection);

        assertThat(component.connections()).containsExactly(connection);
    }

    @Test
    void aStoredTokenIsEnoughBesideTheApplicationsOwnCredentials() throws Exception {
        store.save(clio.refreshToken());

        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null));

        call().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTokenThatAnotherProcessStoresHealsARefusedConnectionWithoutARestart(@TempDir Path folder) throws Exception {
        TestClock clock = new TestClock("2026-03-01T12:00:00Z");
        Path file = folder.resolve("token");
        TokenStore otherProcess = new FileTokenStore(file);
        otherProcess.save(clio.refreshToken());
        connection.setClock(clock);
        connection.setTokenFile(file.toString());
        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null));
        call().get(10, TimeUnit.SECONDS);
        clio.authorization().revoke(clio.refreshToken());
        clio.revokeTokens();
        assertRefused(call(), "400 invalid_grant");
        assertThat(connection.tokenState().condition()).isEqualTo(Condition.REFUSED);

        otherProcess.save(clio.authorization().refreshToken(user()));
        clock.advance(Duration.ofSeconds(31));

        call().get(10, TimeUnit.SECONDS);
        assertThat(connection.tokenState().condition()).isEqualTo(Condition.GOOD);
    }

    private long user() {
        return clio.records("users").all().get(0).id();
    }

    @Test
    void aFileThatOthersCanReadMeanwhileIsNamedAndNotRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        new FileTokenStore(file).save(clio.refreshToken());
        connection.setTokenFile(file.toString());
        start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(call(), "chmod 600 " + file);

        assertThat(clio.requests().count(TOKEN_PATH)).isZero();
    }

    @Test
    void theComponentsOptionNamesTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        new FileTokenStore(file).save(clio.refreshToken());
        ClioComponent component = new ClioComponent(context);
        component.setApiUrl(clio.baseUri().toString());
        component.setClientId(clio.clientId());
        component.setClientSecret(clio.clientSecret());
        component.setTokenFile(file.toString());
        context.addComponent("clio", component);
        context.start();

        assertThat(context.createProducerTemplate()
                        .requestBody("clio:users?operation=who_am_i&fields=name", null, String.class))
                .contains("Ada Quill");
    }

    @Test
    void doesNotStartOnAFileThatOthersCanRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), clio.refreshToken());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        connection.setTokenStore(new FileTokenStore(file));

        assertThatThrownBy(() -> start(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null)))
                .hasStackTraceContaining("chmod 600 " + file);
    }

    @Test
    void credentialsShowNothing() {
        assertThat(ClioCredentials.refreshed("1d", "s3cret", "t0ken")).hasToString("ClioCredentials[refresh token]");
        assertThat(ClioCredentials.ready("t0ken")).hasToString("ClioCredentials[access token]");
        assertThatThrownBy(() -> ClioCredentials.refreshed("1d", null, "t0ken"))
                .hasMessage("Credentials for Clio are incomplete; give clientId, clientSecret and refreshToken, or"
                        + " accessToken alone");
    }

    private void start(ClioCredentials credentials) throws IOException {
        connection.renew(credentials);
        context.start();
        connection.start();
    }

    private CompletableFuture<?> call(int mostRepeats) {
        return connection
                .api()
                .send(ClioCall.reading("users", "who_am_i", Answer.RECORD, "users/who_am_i")
                        .mostRepeats(mostRepeats));
    }

    private CompletableFuture<?> call() {
        return connection.api().send(ClioCall.reading("users", "who_am_i", Answer.RECORD, "users/who_am_i"));
    }

    private static void assertRefused(CompletableFuture<?> call, String why) {
        assertThat(call)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining(why)
                .havingCause()
                .isInstanceOfSatisfying(ClioException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.CREDENTIALS));
    }
}
