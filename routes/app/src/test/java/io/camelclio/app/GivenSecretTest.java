package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A team that may not read secrets by Clio's API gives them as properties. */
@ExtendWith(SharedBridge.class)
class GivenSecretTest {

    private static final String SECRET = "given-by-hand";

    @TempDir
    Path folder;

    @Test
    void provesDeliveriesToTheApplicationsOwnAccount(EmbeddedKafka kafka) throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).append("application.properties", """
                camel.component.clio.webhook-secrets[task] = %s
                """.formatted(SECRET));
        try (Bridge bridge = Bridge.on(kafka).clio().routesDir(routes.folder()).start()) {
            byte[] body = """
                    {"data":{"id":8000,"etag":"\\"e\\"","name":"Pay"},"meta":{"event":"updated","webhook_id":%d}}""".formatted(bridge.webhookId("task")).getBytes(UTF_8);

            int answer = bridge.clio()
                    .intruder()
                    .sendRaw(bridge.webhookUrl("task"), Map.of("X-Hook-Signature", signature(body)), body);

            assertThat(answer).isEqualTo(200);
            assertThat(bridge.awaitRecord("clio.task.v1", 8000).valueAsText()).contains("Pay");
        }
    }

    private static String signature(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
