package io.camelclio.pull.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a token endpoint answers, it is a token that requests can carry, or a refusal that shows nothing of it. */
class TokenAnswerFuzzTest {

    private static final URI ADDRESS = URI.create("https://clio.example/oauth/token");
    private static final String SECRET = "n0t-to-be-shown";
    private static final String GOOD =
            "{\"access_token\":\"%s-a\",\"token_type\":\"bearer\",\"expires_in\":3600,\"refresh_token\":\"%s-r\"}"
                    .formatted(SECRET, SECRET);
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "9223372036854775807",
            "99999999999999999999999999",
            "\"\"",
            "{}",
            "[[]]",
            "\"\\r\\nX: y\"",
            "\"\\u0000\"",
            "\" a\"",
            "\"\\ud800\"",
            "\"3600\"",
            "3600.5",
            "NaN");

    private final TokenEndpoint endpoint = new TokenEndpoint(
            ADDRESS, Duration.ofSeconds(1), HttpClient.newHttpClient(), new TestClock("2026-03-01T12:00:00Z"));

    @Test
    void readsOrRefusesTwentyThousandAnswers() {
        fuzz(20_000, 20260301);
    }

    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void readsOrRefusesTwoMillionAnswers() {
        fuzz(2_000_000, System.nanoTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e400", "99999999999999999999999999"})
    void aLifeBeyondAllReckoningIsALongOne(String life) throws Exception {
        Issued issued = endpoint.read(200, GOOD.replace("3600", life).getBytes(UTF_8));

        assertThat(issued.access().renewAt()).isAfter(Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** It would break the header it is sent in, whose complaint would show it. */
    @Test
    void aTokenWithALineBreakIsNone() {
        byte[] body = GOOD.replace(SECRET + "-a", SECRET + "\\r\\nX-Y: z").getBytes(UTF_8);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> endpoint.read(200, body))
                .isInstanceOf(TokenRefusedException.class)
                .message()
                .doesNotContain(SECRET);
    }

    /** Kept, it would stand in the place of the one that is good. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"\"", "7", "\"\\n\""})
    void aRefreshTokenThatIsNoneLeavesTheOldOne(String given) throws Exception {
        byte[] body = GOOD.replace("\"" + SECRET + "-r\"", given).getBytes(UTF_8);

        assertThat(endpoint.read(200, body).refreshToken()).isNull();
    }

    private void fuzz(int inputs, long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int input = 0; input < inputs; input++) {
            int status = random.nextInt(5) == 0 ? 100 + random.nextInt(500) : 200;
            byte[] body = mutated(random);
            try {
                Issued issued = endpoint.read(status, body);
                HttpRequest.newBuilder(ADDRESS)
                        .header("Authorization", "Bearer " + issued.access().value());
                assertThat(issued.refreshToken()).isNotEqualTo("");
                read++;
            } catch (TokenRefusedException refused) {
                if (refused.getMessage().length() > 200 || refused.getMessage().contains(SECRET)) {
                    fail("seed " + seed + ", input " + input + " shows: " + refused.getMessage());
                }
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + ", input " + input + ": " + HexFormat.of().formatHex(body), e);
            }
        }
        assertThat(read).as("answers with a token, seed %d", seed).isBetween(inputs / 50, inputs - inputs / 5);
    }

    private static byte[] mutated(Random random) {
        String text = GOOD;
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at);
                case 2 ->
                    text.replaceFirst(
                            ":(\"[^\"]*\"|\\d+)",
                            java.util.regex.Matcher.quoteReplacement(":" + VALUES.get(random.nextInt(VALUES.size()))));
                case 3 -> text.replace("3600", VALUES.get(random.nextInt(VALUES.size())));
                case 4 -> "[".repeat(random.nextInt(3_000)) + text;
                default -> text.replace("_r\"", VALUES.get(random.nextInt(VALUES.size())));
            };
        }
        return text.getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
    }
}
