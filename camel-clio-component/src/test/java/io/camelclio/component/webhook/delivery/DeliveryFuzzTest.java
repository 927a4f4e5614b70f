package io.camelclio.component.webhook.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.ClioChanges;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.MalformedRecordException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes are signed, a delivery becomes a change or is refused as malformed; nothing else happens. */
class DeliveryFuzzTest {

    private static final byte[] JSON_BYTES = SampleDelivery.utf8("{}[]\",:\\/-+.eEtfnu0123456789 \n\t\u0000");
    private static final ObjectMapper READER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-01T15:00:00Z");

    private final ClioChanges changes = new ClioChanges(new ChangeSource("clio", "sandbox"));

    @Test
    void readsOrRefusesFiftyThousandMutatedDeliveriesAndNeverFailsOtherwise() {
        fuzz(50_000, 152_1234);
    }

    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void readsOrRefusesAMillionMutatedDeliveriesAndNeverFailsOtherwise() {
        fuzz(1_000_000, System.nanoTime());
    }

    private void fuzz(int inputs, long seed) {
        Random random = new Random(seed);
        List<SampleDelivery> samples = SampleDeliveries.all();
        int read = 0;
        for (int input = 0; input < inputs; input++) {
            SampleDelivery sample = samples.get(random.nextInt(samples.size()));
            byte[] body = random.nextInt(20) == 0 ? noise(random) : mutated(sample.body(), random);
            try {
                Delivery delivery = Delivery.parse(body);
                read++;
                String id = changes.of(sample.model(), delivery.record(), delivery.kind(), NOW, NOW, delivery.event())
                        .id();
                if (id.length() != 64 || !isJsonFrom(body, delivery.record().bytes())) {
                    fail("the change has the id " + id + ", and its record is no JSON of the body");
                }
            } catch (MalformedRecordException refused) {
                // What else may happen.
            } catch (IOException | RuntimeException | Error e) {
                fail("seed " + seed + ", input " + input + ": " + HexFormat.of().formatHex(body), e);
            }
        }
        assertThat(read)
                .as("mutations that leave a delivery readable, seed %d", seed)
                .isBetween(inputs / 100, inputs / 2);
    }

    /** Bytes that were never JSON, or that only look like it. */
    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        if (random.nextBoolean()) {
            for (int at = 0; at < noise.length; at++) {
                noise[at] = JSON_BYTES[Byte.toUnsignedInt(noise[at]) % JSON_BYTES.length];
            }
        }
        return noise;
    }

    private static boolean isJsonFrom(byte[] body, byte[] record) throws IOException {
        return new String(body, ISO_8859_1).contains(new String(record, ISO_8859_1))
                && READER.readTree(record).isObject();
    }

    private static byte[] mutated(byte[] genuine, Random random) {
        byte[] body = genuine.clone();
        int mutations = 1 + random.nextInt(3);
        for (int mutation = 0; mutation < mutations && body.length > 0; mutation++) {
            int at = random.nextInt(body.length);
            body = switch (random.nextInt(6)) {
                case 0 -> with(body, at, (byte) random.nextInt(256));
                case 1 -> with(body, at, JSON_BYTES[random.nextInt(JSON_BYTES.length)]);
                case 2 -> with(body, at, (byte) (body[at] ^ 1 << random.nextInt(8)));
                case 3 -> joined(body, at, 1, new byte[0]);
                case 4 -> joined(body, at, 0, new byte[] {JSON_BYTES[random.nextInt(JSON_BYTES.length)]});
                default -> joined(body, at, 0, slice(body, random));
            };
        }
        return body;
    }

    private static byte[] with(byte[] body, int at, byte value) {
        body[at] = value;
        return body;
    }

    private static byte[] slice(byte[] body, Random random) {
        int from = random.nextInt(body.length);
        return Arrays.copyOfRange(body, from, Math.min(body.length, from + random.nextInt(20)));
    }

    /** The body without {@code removed} bytes at a place, and with others put there. */
    private static byte[] joined(byte[] body, int at, int removed, byte[] inserted) {
        byte[] joined = new byte[body.length - removed + inserted.length];
        System.arraycopy(body, 0, joined, 0, at);
        System.arraycopy(inserted, 0, joined, at, inserted.length);
        System.arraycopy(body, at + removed, joined, at + inserted.length, body.length - at - removed);
        return joined;
    }
}
