package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.consent.Browser;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The first consent at Smokeball, between the played vendor and a user in a browser. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class AuthorizeSmokeballTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private final int port = LoopbackPorts.free();
    private final String redirectUri = "http://localhost:" + port + "/callback";
    private final SmokeballSandbox smokeball =
            SmokeballSandbox.builder().redirectUris(redirectUri).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> secrets = new ArrayList<>();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void giveSettings() {
        file = folder.resolve("token");
        terminal.given("SMOKEBALL_AUTH_URL", smokeball.authUri().toString());
        terminal.given("SMOKEBALL_CLIENT_ID", smokeball.clientId());
        terminal.given("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret());
    }

    @AfterEach
    void close() {
        smokeball.close();
    }

    @Test
    void keepsTheTokenForItsOwnerProvesItAndSaysWhenItEnds() throws Exception {
        LocalDate before = LocalDate.now();
        assertThat(authorize(this::visit)).isZero();
        LocalDate after = LocalDate.now();

        assertThat(text())
                .contains(
                        redirectUri,
                        smokeball.authUri() + "/oauth2/authorize?response_type=code&client_id=" + smokeball.clientId(),
                        "Smokeball gives access tokens for it",
                        "SMOKEBALL_TOKEN_FILE=" + file)
                .containsAnyOf(
                        "SMOKEBALL_REFRESH_TOKEN_END=" + before.plusDays(180),
                        "SMOKEBALL_REFRESH_TOKEN_END=" + after.plusDays(180));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(smokeball.tokens().refreshToken(kept())).isPresent();
        assertThat(smokeball.tokenRequests().count("/oauth2/token"))
                .as("the code was exchanged, and the token proved")
                .isEqualTo(2);
    }

    @Test
    void showsNeitherCodeNorTokenNorSecretAtAnyLevelOfTheLog() throws Exception {
        List<String> logged;
        try (ShippedLogging logs = ShippedLogging.atDebug()) {
            assertThat(authorize(this::visit)).isZero();
            logged = logs.lines();
        }
        secrets.add(kept());
        secrets.add(smokeball.clientSecret());

        assertThat(secrets).hasSize(3).noneMatch(String::isBlank);
        assertThat(text() + String.join("\n", logged))
                .contains("Waiting for Smokeball's answer")
                .doesNotContain(secrets.toArray(String[]::new));
    }

    @Test
    void codeOfSomebodyElsesConsentIsWorthNothingHere() throws Exception {
        new FileTokenStore(file).save("the-old-one");
        Browser robbed = screen -> {
            Query query = Query.parse(screen.getRawQuery());
            URI others = URI.create(smokeball.authUri() + "/oauth2/authorize"
                    + "?response_type=code&client_id=" + smokeball.clientId() + "&redirect_uri=" + redirectUri
                    + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&state="
                    + query.first("state").orElseThrow());
            return visit(others);
        };

        assertThat(authorize(robbed)).isEqualTo(1);

        assertThat(text()).contains("No refresh token was kept", "invalid_grant");
        assertThat(kept()).isEqualTo("the-old-one");
    }

    @Test
    void aWrongSecretIsToldWithoutShowingIt() {
        terminal.given("SMOKEBALL_CLIENT_SECRET", "wr0ng");

        assertThat(authorize(this::visit)).isEqualTo(1);

        assertThat(text())
                .contains("No refresh token was kept", "invalid_client")
                .doesNotContain("wr0ng");
        assertThat(file).doesNotExist();
    }

    @Test
    void aTokenThatCannotBeProvedIsKeptAllTheSame() throws Exception {
        Browser thenAway = screen -> {
            boolean opened = visit(screen);
            smokeball
                    .faults()
                    .answerNext(
                            Faults.UNTIL_CLEARED,
                            503,
                            path -> path.equals("/oauth2/token")
                                    && smokeball.tokenRequests().count("/oauth2/token") > 1);
            return opened;
        };

        assertThat(authorize(thenAway)).isEqualTo(1);

        assertThat(text()).contains("The refresh token is kept, but could not be proved", "503");
        assertThat(smokeball.tokens().refreshToken(kept())).isPresent();
    }

    @Test
    void whatIsMissingOrWrongIsNamedBeforeAnybodyIsAsked() {
        terminal.given("SMOKEBALL_CLIENT_ID", "");
        terminal.given("SMOKEBALL_CLIENT_SECRET", "");
        terminal.given("SMOKEBALL_REGION", "eu");

        assertThat(authorize(this::visit)).isEqualTo(2);
        assertThat(text())
                .contains(
                        "SMOKEBALL_CLIENT_ID is missing",
                        "SMOKEBALL_CLIENT_SECRET is missing",
                        "SMOKEBALL_REGION is 'eu'");

        assertThat(new CommandLine(new AuthorizeCommand(this::visit, Bridge.PATIENCE)).execute("--vendor", "lawfirm"))
                .isEqualTo(2);
        assertThat(text()).contains("Option --vendor is 'lawfirm'; allowed are clio and smokeball");
        assertThat(smokeball.tokenRequests().total()).isZero();
    }

    private int authorize(Browser browser) {
        return new CommandLine(new AuthorizeCommand(browser, Bridge.PATIENCE))
                .execute("--vendor", "smokeball", "--port", String.valueOf(port), "--token-file", file.toString());
    }

    /** The user logs in and consents, and the browser follows Smokeball's redirect. */
    private boolean visit(URI screen) {
        URI back = URI.create(open(screen).headers().firstValue("Location").orElseThrow());
        Query.parse(back.getRawQuery()).first("code").ifPresent(secrets::add);
        return open(back).statusCode() == 200;
    }

    private HttpResponse<Void> open(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String kept() throws IOException {
        return new FileTokenStore(file).load().orElseThrow();
    }

    private String text() {
        return terminal.shown();
    }
}
