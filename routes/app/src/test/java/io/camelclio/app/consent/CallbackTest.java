package io.camelclio.app.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the redirect of this very consent counts. */
class CallbackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackPorts.free();
    private Callback callback;

    @BeforeEach
    void listen() throws IOException {
        callback = new Callback("Clio", port);
    }

    @AfterEach
    void stop() {
        callback.close();
    }

    @Test
    void takesTheCodeThatComesWithItsState() throws Exception {
        HttpResponse<String> page = redirect("?code=c0%2Fde&state=" + callback.state());

        assertThat(callback.awaitCode(PATIENCE)).isEqualTo("c0/de");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("c0", callback.state());
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?code=forged",
                "?code=forged&state=",
                "?code=forged&state=guess",
                "?error=access_denied&state=guess",
                "?code=forged&state={state}x",
                "?code=forged&state={state}&state={state}",
                "?code=forged&state={state}&state=guess"
            })
    void refusesWhatDidNotBeginHereAndGoesOnWaiting(String forged) throws Exception {
        assertThat(redirect(forged.replace("{state}", callback.state())).statusCode())
                .isEqualTo(400);

        redirect("?code=true&state=" + callback.state());
        assertThat(callback.awaitCode(PATIENCE)).isEqualTo("true");
    }

    @Test
    void malformedEscapeIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("GET /callback?code=a&state=%GG HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes());

            assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void tellsADecliningUserFromARefusalOfClio() throws Exception {
        redirect("?error=access_denied&state=" + callback.state());
        assertThatThrownBy(() -> callback.awaitCode(PATIENCE))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("declined");

        int other = LoopbackPorts.free();
        try (Callback refused = new Callback("Clio", other)) {
            get(URI.create(Callback.redirectUri("127.0.0.1", other) + "?error=unauthorized_client%1B%5B2J&state="
                    + refused.state()));
            assertThatThrownBy(() -> refused.awaitCode(PATIENCE))
                    .hasMessageContaining("(unauthorized_client2J)")
                    .hasMessageContaining("developer portal");
        }
    }

    @Test
    void aSecondAnswerChangesNothing() throws Exception {
        redirect("?code=first&state=" + callback.state());

        assertThat(redirect("?code=second&state=" + callback.state()).statusCode())
                .isEqualTo(410);
        assertThat(redirect("?error=access_denied&state=" + callback.state()).statusCode())
                .isEqualTo(410);

        assertThat(callback.awaitCode(PATIENCE)).isEqualTo("first");
    }

    @Test
    void otherPathsAndMethodsAreNothing() throws Exception {
        URI answer = URI.create(Callback.redirectUri("127.0.0.1", port) + "?code=c&state=" + callback.state());

        assertThat(get(answer.resolve("/favicon.ico")).statusCode()).isEqualTo(404);
        assertThat(get(answer.resolve("/callback/x?" + answer.getRawQuery())).statusCode())
                .isEqualTo(404);
        HttpRequest post =
                HttpRequest.newBuilder(answer).POST(BodyPublishers.noBody()).build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);

        assertThatThrownBy(() -> callback.awaitCode(Duration.ofMillis(1)))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        Optional<InetAddress> outward = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        Assumptions.assumeTrue(outward.isPresent(), "this machine has a loopback interface only");

        assertThatThrownBy(() -> new Socket(outward.get(), port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void everyConsentHasAStateOfItsOwn() throws Exception {
        try (Callback other = new Callback("Clio", LoopbackPorts.free())) {
            assertThat(other.state()).hasSize(43).isNotEqualTo(callback.state());
        }
    }

    private HttpResponse<String> redirect(String query) throws Exception {
        return get(URI.create(Callback.redirectUri("127.0.0.1", port) + query));
    }

    private HttpResponse<String> get(URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
