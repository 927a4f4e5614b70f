package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.consent.Callback;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** A user takes the consent back, gives it again, and the running application goes on. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class NewConsentTest {

    /** Refused credentials are tried again after two seconds, then less and less often, at last twice a minute. */
    private static final Duration HEALING = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackPorts.free();

    @TempDir
    Path folder;

    @AfterEach
    void takeSettingsBack() {
        List.of("CLIO_API_URL", "CLIO_CLIENT_ID", "CLIO_CLIENT_SECRET").forEach(System::clearProperty);
    }

    @Test
    void healsTheRunningApplicationWithoutARestart(EmbeddedKafka kafka) throws Exception {
        Path file = folder.resolve("token");
        Bridge.Builder builder = Bridge.on(kafka)
                .clio(clio -> clio.redirectUris(Callback.redirectUri("127.0.0.1", port)))
                .set("CLIO_REFRESH_TOKEN", "")
                .set("CLIO_TOKEN_FILE", file.toString());
        ClioSandbox clio = builder.playedClio();
        new FileTokenStore(file).save(clio.refreshToken());
        try (Bridge bridge = builder.start()) {
            clio.authorization().revoke(clio.refreshToken());
            clio.revokeTokens();
            await("health to tell of the refusal").atMost(Bridge.PATIENCE).untilAsserted(() -> assertThat(
                            health(bridge))
                    .contains("DOWN", "Clio refuses the credentials of connection '" + bridge.connection()));
            long id = clio.records("activity_descriptions")
                    .create(Map.of("name", "Drafting"))
                    .id();

            assertThat(authorize(clio, file)).isZero();

            await("health to tell of the new consent").atMost(HEALING).untilAsserted(() -> assertThat(health(bridge))
                    .doesNotContain("refuses the credentials"));
            bridge.awaitRecord("clio.activity_description.v1", id);
        }
    }

    private int authorize(ClioSandbox clio, Path file) {
        System.setProperty("CLIO_API_URL", clio.baseUri().toString());
        System.setProperty("CLIO_CLIENT_ID", clio.clientId());
        System.setProperty("CLIO_CLIENT_SECRET", clio.clientSecret());
        AuthorizeCommand command = new AuthorizeCommand(
                screen -> {
                    URI back = URI.create(clio.browser()
                            .open(screen)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow());
                    return clio.browser().open(back).statusCode() == 200;
                },
                Bridge.PATIENCE);
        return new CommandLine(command).execute("--port", String.valueOf(port), "--token-file", file.toString());
    }

    private String health(Bridge bridge) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(bridge.management("/observe/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
