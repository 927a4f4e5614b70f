package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.consent.Browser;
import io.camelclio.app.consent.Callback;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.net.LoopbackPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The first consent, between a played Clio and a user in a browser. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class AuthorizeTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private final int port = LoopbackPorts.free();
    private final ClioSandbox clio = ClioSandbox.builder()
            .redirectUris(Callback.redirectUri("127.0.0.1", port))
            .start();
    private final List<String> codes = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void giveSettings() {
        terminal.given("CLIO_API_URL", clio.baseUri().toString());
        terminal.given("CLIO_CLIENT_ID", clio.clientId());
        terminal.given("CLIO_CLIENT_SECRET", clio.clientSecret());
    }

    @AfterEach
    void close() {
        clio.close();
    }

    @Test
    void keepsTheTokenForItsOwnerAndShowsWhoAuthorised() throws Exception {
        Path file = folder.resolve("token");

        assertThat(authorize(this::visit, "--token-file", file.toString())).isZero();

        assertThat(text())
                .contains(
                        Callback.redirectUri("127.0.0.1", port),
                        clio.baseUri() + "/oauth/authorize?client_id=" + clio.clientId(),
                        "Authorised by Ada Quill, region us",
                        "CLIO_TOKEN_FILE=" + file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(clio.authorization().refreshes())
                .as("the stored token was used")
                .isEqualTo(1);
    }

    @Test
    void showsNeitherCodeNorTokenNorSecretAtAnyLevelOfTheLog() throws Exception {
        Path file = folder.resolve("token");
        List<String> logged;
        try (ShippedLogging logs = ShippedLogging.atDebug()) {
            authorize(this::visit, "--token-file", file.toString());
            logged = logs.lines();
        }
        String token = new FileTokenStore(file).load().orElseThrow();

        assertThat(logged).isNotEmpty();
        assertThat(codes).hasSize(1).noneMatch(String::isBlank);
        assertThat(text() + String.join("\n", logged))
                .contains("Ada Quill")
                .doesNotContain(token, clio.clientSecret(), codes.get(0))
                .doesNotContainPattern("sandbox-\\d+-[0-9a-f]{6,}");
    }

    @Test
    void theAddressAloneIsEnoughWithoutABrowser() throws Exception {
        terminal.given("CLIO_TOKEN_FILE", folder.resolve("token").toString());
        Thread user = new Thread(() -> visit(shownAddress()));
        user.start();

        assertThat(authorize(
                        address -> {
                            throw new AssertionError("No browser was wanted");
                        },
                        "--no-browser"))
                .isZero();
        user.join();
        assertThat(folder.resolve("token")).exists();
    }

    @Test
    void aScriptGetsTheAddressAndThenWhereTheTokenIs() throws Exception {
        Path file = folder.resolve("token");

        assertThat(authorize(this::visit, "--token-file", file.toString(), "--json"))
                .isZero();

        List<JsonNode> told = new ArrayList<>();
        for (String line : text().lines().toList()) {
            told.add(new ObjectMapper().readTree(line));
        }
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("open").asText()).startsWith(clio.baseUri() + "/oauth/authorize");
        assertThat(told.get(0).path("redirect_uri").asText()).isEqualTo(Callback.redirectUri("127.0.0.1", port));
        assertThat(told.get(1).path("token_file").asText()).isEqualTo(file.toString());
        assertThat(told.get(1).path("proof").asText()).contains("Ada Quill");
    }

    @Test
    void aUserWhoDeclinesChangesNothing() throws Exception {
        Path file = folder.resolve("token");
        new FileTokenStore(file).save("the-old-one");
        clio.authorization().decline();

        assertThat(authorize(this::visit, "--token-file", file.toString())).isEqualTo(1);

        assertThat(text()).contains("The user declined; nothing was changed");
        assertThat(new FileTokenStore(file).load()).contains("the-old-one");
    }

    @Test
    void nobodyWhoAnswersIsNotWaitedForForever() {
        int exit = new CommandLine(new AuthorizeCommand(Browser.NONE, Duration.ofMillis(1)))
                .execute("--port", String.valueOf(port), "--token-file", file());

        assertThat(exit).isEqualTo(1);
        assertThat(text()).contains("Clio sent no answer", "redirect address");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWrongSecretIsToldWithoutShowingIt() {
        terminal.given("CLIO_CLIENT_SECRET", "wr0ng");

        assertThat(authorize(this::visit, "--token-file", file())).isEqualTo(1);

        assertThat(text())
                .contains("No refresh token was kept", "401 invalid_client", "region")
                .doesNotContain("wr0ng");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTokenThatCannotBeProvedIsKeptAllTheSame() throws Exception {
        clio.forbid("users");

        assertThat(authorize(this::visit, "--token-file", file())).isEqualTo(1);

        assertThat(text()).contains("The refresh token is kept, but could not be proved", "403", "permission");
        assertThat(new FileTokenStore(Path.of(file())).load()).isPresent();
    }

    @Test
    void aFileThatOthersCouldReadIsReplacedByOneThatTheyCannot() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "seen by others");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(authorize(this::visit, "--token-file", file.toString())).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsMissingIsNamedBeforeAnybodyIsAsked() {
        terminal.given("CLIO_CLIENT_ID", "");
        terminal.given("CLIO_CLIENT_SECRET", "");
        terminal.given("CLIO_REGION", "uk");

        assertThat(authorize(
                        this::visit, "--token-file", folder.resolve("no/token").toString()))
                .isEqualTo(2);

        assertThat(text())
                .contains(
                        "CLIO_CLIENT_ID is missing",
                        "CLIO_CLIENT_SECRET is missing",
                        "CLIO_REGION is 'uk'",
                        "CLIO_TOKEN_FILE is '" + folder.resolve("no/token") + "', but its folder");
        assertThat(clio.requests().total()).isZero();
    }

    @Test
    void aPortThatIsTakenOrNoneIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(authorize(this::visit, "--token-file", file())).isEqualTo(2);
            assertThat(text()).contains("Option --port is " + taken.getLocalPort(), "choose another");
        }
        assertThat(new CommandLine(new AuthorizeCommand(this::visit, Bridge.PATIENCE))
                        .execute("--port", "0", "--token-file", file()))
                .isEqualTo(2);
        assertThat(text()).contains("Option --port is 0; allowed is a port number from 1 to 65535");
    }

    private String file() {
        return folder.resolve("token").toString();
    }

    private int authorize(Browser browser, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--port", String.valueOf(port)));
        all.addAll(List.of(arguments));
        return new CommandLine(new AuthorizeCommand(browser, Bridge.PATIENCE)).execute(all.toArray(String[]::new));
    }

    /** The user opens the page, decides as the sandbox is told, and the browser follows Clio's redirect. */
    private boolean visit(URI screen) {
        URI back = URI.create(
                clio.browser().open(screen).headers().firstValue("Location").orElseThrow());
        Query.parse(back.getRawQuery()).first("code").ifPresent(codes::add);
        return clio.browser().open(back).statusCode() == 200;
    }

    private URI shownAddress() {
        return await("the address to open")
                .atMost(Bridge.PATIENCE)
                .until(
                        () -> text().lines()
                                .map(String::strip)
                                .filter(line -> line.startsWith(clio.baseUri() + "/oauth/authorize"))
                                .findFirst(),
                        Optional::isPresent)
                .map(URI::create)
                .orElseThrow();
    }

    private String text() {
        return terminal.shown();
    }
}
