package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.webhook.delivery.SampleDeliveries;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final byte[] BODY = SampleDeliveries.ACTIVITY_CREATED.body();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            RFC 4231 case 2 | Jefe | what do ya want for nothing? | 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            common example  | key  | The quick brown fox jumps over the lazy dog | f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8
            """)
    void acceptsPublishedVectors(String name, String secret, String message, String hex) {
        assertThat(accepts(hex, utf8(message), secret)).isTrue();
        assertThat(IndependentHmac.hex(secret, utf8(message)))
                .as("the test's own HMAC")
                .isEqualTo(hex);
    }

    @Test
    void acceptsSecretsLongerThanABlockOfTheDigest() {
        String secret = "long secret ".repeat(20);

        assertThat(accepts(IndependentHmac.hex(secret, BODY), BODY, secret)).isTrue();
    }

    @Test
    void acceptsHexInEitherCase() {
        String hex = IndependentHmac.hex(SECRET, BODY);

        assertThat(accepts(hex.toUpperCase(Locale.ROOT), BODY, SECRET)).isTrue();
        assertThat(accepts(hex.substring(0, 32) + hex.substring(32).toUpperCase(Locale.ROOT), BODY, SECRET))
                .isTrue();
    }

    @Test
    void refusesASignatureThatIsOneCharacterTooLongOrTooShort() {
        String hex = IndependentHmac.hex(SECRET, BODY);

        assertThat(Signature.parse(hex.substring(1))).isEmpty();
        assertThat(Signature.parse(hex.substring(0, 63))).isEmpty();
        assertThat(Signature.parse(hex + "0")).isEmpty();
        assertThat(Signature.parse(" " + hex)).isEmpty();
        assertThat(Signature.parse("sha256=" + hex)).isEmpty();
    }

    @Test
    void refusesTheSameDigestInBase64() {
        byte[] digest = HexFormat.of().parseHex(IndependentHmac.hex(SECRET, BODY));

        assertThat(Signature.parse(Base64.getEncoder().encodeToString(digest))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", " ", "é", "０", "-", "\n"})
    void refusesWhatIsNotHex(String stray) {
        String hex = IndependentHmac.hex(SECRET, BODY);

        assertThat(Signature.parse(stray)).isEmpty();
        assertThat(Signature.parse(stray + hex.substring(1)))
                .as("a stray character in front")
                .isEmpty();
        assertThat(Signature.parse(hex.substring(0, 63) + stray))
                .as("a stray character at the end")
                .isEmpty();
    }

    @Test
    void acceptsEveryGenuineSignatureAndNoSingleFlippedBit() {
        long seed = 20260301;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] body = new byte[1 + random.nextInt(300)];
            random.nextBytes(body);
            String secret = secret(random);
            String hex = IndependentHmac.hex(secret, body);
            String where = "seed " + seed + ", round " + round;

            assertThat(accepts(hex, body, secret)).as("genuine, " + where).isTrue();
            assertThat(accepts(hex, flipped(body, random), secret))
                    .as("flipped bit of the body, " + where)
                    .isFalse();
            assertThat(accepts(flippedHex(hex, random), body, secret))
                    .as("flipped bit of the signature, " + where)
                    .isFalse();
            assertThat(accepts(hex, body, flippedSecret(secret, random)))
                    .as("flipped bit of the secret, " + where)
                    .isFalse();
        }
    }

    @Test
    void refusesEverySingleFlippedBitOfASignature() {
        byte[] digest = HexFormat.of().parseHex(IndependentHmac.hex(SECRET, BODY));
        for (int bit = 0; bit < 256; bit++) {
            byte[] wrong = digest.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(accepts(HexFormat.of().formatHex(wrong), BODY, SECRET))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    private static boolean accepts(String header, byte[] body, String secret) {
        return Signature.parse(header)
                .map(signature -> signature.isOf(body, Signature.key(secret)))
                .orElse(false);
    }

    private static String secret(Random random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] wrong = bytes.clone();
        int bit = random.nextInt(bytes.length * 8);
        wrong[bit / 8] ^= (byte) (1 << bit % 8);
        return wrong;
    }

    private static String flippedHex(String hex, Random random) {
        return HexFormat.of().formatHex(flipped(HexFormat.of().parseHex(hex), random));
    }

    /** Flips one of the seven lower bits, so that the secret stays text. */
    private static String flippedSecret(String secret, Random random) {
        byte[] wrong = utf8(secret);
        wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(7));
        return new String(wrong, StandardCharsets.UTF_8);
    }
}
