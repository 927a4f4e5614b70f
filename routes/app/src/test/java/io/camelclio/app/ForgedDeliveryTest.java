package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.webhook.Intruder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever is not Clio gets 401 and nothing of theirs lies on any topic, whatever they try. */
@ExtendWith(SharedBridge.class)
class ForgedDeliveryTest {

    private static final String MODEL = "task";
    private static final String SIGNATURE = "X-Hook-Signature";
    private static final String MARK = "900000";
    private static final AtomicLong IDS = new AtomicLong(Long.parseLong(MARK + "0000"));

    private final Bridge bridge;
    private final Intruder intruder;
    private final long id = IDS.incrementAndGet();
    private final byte[] body;

    ForgedDeliveryTest(Bridge bridge) {
        this.bridge = bridge;
        this.intruder = bridge.clio().intruder();
        this.body = ("{\"data\":{\"id\":" + id
                        + ",\"etag\":\"\\\"e\\\"\",\"name\":\"Pay\"},\"meta\":{\"event\":\"updated\","
                        + "\"webhook_id\":" + bridge.webhookId(MODEL) + "}}")
                .getBytes(UTF_8);
    }

    @AfterAll
    static void nothingOfItLandsAnywhere(Bridge bridge) {
        long real =
                bridge.clio().records("tasks").create(Map.of("name", "Real")).id();
        bridge.awaitRecord("clio.task.v1", real);

        assertThat(bridge.records())
                .isNotEmpty()
                .noneMatch(record -> record.valueAsText().contains(MARK))
                .noneMatch(record -> String.valueOf(record.key()).contains(MARK));
    }

    @Test
    void signatureOfAnotherSecretIsRefused() {
        assertThat(sendSigned(hmac("not the secret", body))).isEqualTo(401);
    }

    @Test
    void missingSignatureIsRefused() {
        assertThat(intruder.sendRaw(bridge.webhookUrl(MODEL), Map.of(), body)).isEqualTo(401);
    }

    @Test
    void truncatedSignatureIsRefused() {
        assertThat(sendSigned(trueSignature().substring(0, 63))).isEqualTo(401);
        assertThat(sendSigned(trueSignature().substring(0, 32))).isEqualTo(401);
    }

    @Test
    void oneFlippedBitOfTheSignatureIsRefused() {
        char last = trueSignature().charAt(63);
        assertThat(sendSigned(trueSignature().substring(0, 63) + (last == '0' ? '1' : '0')))
                .isEqualTo(401);
    }

    @Test
    void oneFlippedByteOfTheBodyIsRefused() {
        String signature = trueSignature();
        body[body.length / 2] ^= 1;

        assertThat(sendSigned(signature)).isEqualTo(401);
    }

    @Test
    void signatureOfAnotherBodyIsRefused() {
        assertThat(sendSigned(intruder.sign(MODEL, "{}".getBytes(UTF_8)))).isEqualTo(401);
    }

    /** Which of the two would count is a matter of taste, so neither does. */
    @Test
    void repeatedSignatureIsRefused() throws IOException {
        String signature = SIGNATURE + ": " + trueSignature() + "\r\n";

        assertThat(post(signature + signature)).startsWith("HTTP/1.1 401");
    }

    @Test
    void trueSignatureBesideAFalseOneIsRefused() throws IOException {
        String pair = SIGNATURE + ": " + "0".repeat(64) + "\r\n" + SIGNATURE + ": " + trueSignature() + "\r\n";

        assertThat(post(pair)).startsWith("HTTP/1.1 401");
    }

    @Test
    void deliveryOfAnotherSubscriptionIsRefusedOnThisPath() {
        byte[] ofContacts = new String(body, UTF_8)
                .replace(String.valueOf(bridge.webhookId(MODEL)), String.valueOf(bridge.webhookId("contact")))
                .getBytes(UTF_8);
        String signature = intruder.sign("contact", ofContacts);

        assertThat(intruder.sendRaw(bridge.webhookUrl(MODEL), Map.of(SIGNATURE, signature), ofContacts))
                .isEqualTo(401);
    }

    /** Anybody can send a handshake; its secret is echoed, as Clio wants it, and never believed. */
    @Test
    void plantedHandshakeIsNotBelieved() {
        URI url = bridge.webhookUrl(MODEL);
        String planted = "planted-secret-of-somebody";

        assertThat(intruder.sendRaw(url, Map.of("X-Hook-Secret", planted), new byte[0]))
                .isEqualTo(200);
        assertThat(sendSigned(hmac(planted, body))).isEqualTo(401);
    }

    @Test
    void unsignedGarbageIsRefused() {
        assertThat(intruder.sendRaw(bridge.webhookUrl(MODEL), Map.of(), ("{" + id).getBytes(UTF_8)))
                .isEqualTo(401);
    }

    private int sendSigned(String signature) {
        return intruder.sendRaw(bridge.webhookUrl(MODEL), Map.of(SIGNATURE, signature), body);
    }

    private String trueSignature() {
        return intruder.sign(MODEL, body);
    }

    /** Over a plain socket, since Java's client joins what is given twice. */
    private String post(String headers) throws IOException {
        URI url = bridge.webhookUrl(MODEL);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length
                            + "\r\n" + headers + "\r\n")
                    .getBytes(UTF_8));
            out.write(body);
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
