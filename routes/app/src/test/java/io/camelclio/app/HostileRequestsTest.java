package io.camelclio.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.camelclio.testkit.clio.webhook.Intruder;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever a stranger writes to the webhook server, in the request line, its headers, its query or its body, is answered
 * with a refusal that the README knows, or by closing; nothing of it is on a topic, and the next genuine delivery is taken.
 */
@ExtendWith(SharedBridge.class)
class HostileRequestsTest {

    private static final String MARK = "h0stile";
    /** 200 is the echo of a handshake, which is never believed, and 503 what was put off. */
    private static final Set<Integer> ALLOWED =
            Set.of(200, 400, 401, 404, 405, 411, 413, 414, 415, 417, 426, 431, 501, 503, 505);

    private static final List<String> METHODS = List.of("POST", "POST", "POST", "GET", "PUT", "TRACE", "", "P\u0000ST");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "");
    private static final List<String> HEADERS = List.of(
            "X-Hook-Signature",
            "X-Hook-Secret",
            "Signature",
            "Timestamp",
            "RequestId",
            "Date",
            "Content-Length",
            "Content-Type",
            "Content-Encoding",
            "Transfer-Encoding",
            "Expect",
            "Connection",
            "Upgrade",
            "Host",
            "CamelHttpResponseCode",
            "kafka.TOPIC",
            "CamelKafkaOverrideTopic",
            "kafka.KEY",
            "ce_id",
            "Cookie",
            "X-Forwarded-For",
            "Authorization");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "99999999999999999999",
            "chunked",
            "gzip",
            "identity",
            "100-continue",
            "h2c",
            "close",
            "application/json",
            "638000000000000000",
            "999999999999999999",
            "Sun, 01 Mar 2026 12:00:00 GMT",
            "a".repeat(64),
            "f".repeat(65),
            "${jndi:ldap://x}",
            "${header.x}",
            "\u00ff\u00fe",
            "x\ty",
            "%00",
            "{{env:PATH}}");
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "?",
            "?topic=" + MARK,
            "?kafka.TOPIC=" + MARK,
            "?a=%zz",
            "?%00=%ff",
            "?" + "a=b&".repeat(500),
            "?${x}");
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{\"data\":{\"id\":\"" + MARK + "\"}}",
            "[".repeat(2_000),
            "\u0000\u00ff",
            "1\r\nx\r\n0\r\n\r\n",
            MARK);

    private final Bridge bridge;

    HostileRequestsTest(Bridge bridge) {
        this.bridge = bridge;
    }

    @Test
    void sixHundredAreRefused() throws Exception {
        send(600, 20260301);
    }

    @Tag("full")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @Test
    void twoHundredThousandAreRefused() throws Exception {
        send(200_000, System.nanoTime());
    }

    private void send(int requests, long seed) throws Exception {
        Random random = new Random(seed);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int number = 0; number < requests; number++) {
            byte[] request = request(random);
            int status = answer(request);
            answers.merge(status, 1, Integer::sum);
            if (status != 0 && !ALLOWED.contains(status)) {
                fail("seed %d, request %d was answered %d:%n%s"
                        .formatted(seed, number, status, new String(request, ISO_8859_1)));
            }
        }

        assertThat(answers.keySet()).as("answers to seed %d: %s", seed, answers).contains(400, 401, 404, 405);
        long real = bridge.clio()
                .records("contacts")
                .create(Map.of("type", "Person", "name", "Real"))
                .id();
        bridge.awaitRecord("clio.contact.v1", real);
        assertThat(bridge.records()).as("seed %d", seed).noneMatch(record -> record.toString()
                .contains(MARK));
        Intruder intruder = bridge.clio().intruder();
        assertThat(intruder.sendRaw(
                        bridge.webhookUrl("contact"), Map.of(), BODIES.get(2).getBytes(UTF_8)))
                .isEqualTo(401);
    }

    private byte[] request(Random random) {
        List<URI> addresses = List.of(
                bridge.webhookUrl("contact"),
                bridge.webhookUrl("matter"),
                bridge.smokeballWebhookUrl(),
                bridge.webhookUrl("contact").resolve("/clio/../observe/metrics"),
                bridge.webhookUrl("contact").resolve("/"));
        StringBuilder head = new StringBuilder()
                .append(any(METHODS, random))
                .append(' ')
                .append(any(addresses, random).getRawPath())
                .append(any(QUERIES, random))
                .append(' ')
                .append(any(VERSIONS, random))
                .append("\r\nHost: x\r\n");
        Set<String> named = new TreeSet<>();
        for (int header = random.nextInt(6); header > 0; header--) {
            String name = any(HEADERS, random);
            named.add(name);
            head.append(name).append(": ").append(value(random)).append("\r\n");
        }
        String body = any(BODIES, random);
        if (!named.contains("Content-Length") && !named.contains("Transfer-Encoding")) {
            head.append("Content-Length: ")
                    .append(body.getBytes(ISO_8859_1).length)
                    .append("\r\n");
        }
        byte[] request = (head + "\r\n" + body).getBytes(ISO_8859_1);
        if (random.nextInt(4) == 0) {
            request[random.nextInt(request.length)] = (byte) random.nextInt(256);
        }
        return request;
    }

    private static String value(Random random) {
        return random.nextInt(4) == 0
                ? Long.toUnsignedString(random.nextLong(), 2 + random.nextInt(34))
                : any(VALUES, random);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The status, or 0 where the server has closed; what waits for more is ended from here. */
    private int answer(byte[] request) throws IOException {
        URI url = bridge.webhookUrl("contact");
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            byte[] line = socket.getInputStream().readNBytes(12);
            String text = new String(line, ISO_8859_1);
            return text.matches("HTTP/1\\.[01] [1-5]\\d\\d") ? status(text) : 0;
        } catch (java.net.SocketException closed) {
            return 0;
        }
    }

    /** 100 is only the permission to go on. */
    private static int status(String line) {
        int status = Integer.parseInt(line.substring(9));
        return status == 100 ? 0 : status;
    }
}
