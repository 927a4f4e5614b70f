package io.camelclio.component.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickTest {

    private static final String IDS = "custom_action_id=12&user_id=344117382&";
    private static final String NONCE = "&custom_action_nonce=abc-123";
    private static final String GOOD = IDS + "subject_url=%2Fapi%2Fv4%2Fmatters%2F152" + NONCE;

    @SuppressWarnings("unused")
    private static final List<String> EVIL = EvilSubjects.LIST;

    @Test
    void readsWhatClioSends() {
        assertThat(Click.parse(GOOD))
                .contains(new Click(12, 344117382, new Subject(ActionSubject.matters, 152), "abc-123"));
    }

    @Test
    void neverShowsItsNonce() {
        assertThat(Click.parse(GOOD).orElseThrow().toString())
                .contains("344117382", "matters/152")
                .doesNotContain("abc-123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v4/activities/1",
                "/api/v4/contacts/2.json",
                "/api/v4/documents/3",
                "/api/v4/folders/4.json",
                "/api/v4/matters/999999999999999999"
            })
    void takesTheFiveKindsOfSubject(String url) {
        assertThat(Click.parse(IDS + "subject_url=" + url + NONCE)).isPresent();
        assertThat(Click.parse(IDS + "subject_url=" + encoded(url) + NONCE)).isPresent();
    }

    @Test
    void takesParametersOfTheTargetItself() {
        assertThat(Click.parse("own=1&" + GOOD + "&other&&=7")).isPresent();
    }

    @ParameterizedTest
    @FieldSource("EVIL")
    void refusesASubjectThatLeadsElsewhere(String url) {
        assertThat(Click.parse(IDS + "subject_url=" + encoded(url) + NONCE)).isEmpty();
    }

    /** Whatever becomes of the address, a subject that is read is one of Clio's five, by nothing but its id. */
    @Test
    void readsNoOtherSubjectFromASpoiltAddress() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "/\\.:@?#;&=%+ \t\r\n\u0000\u0661\uff0fapivjson0123456789http";
        int refused = 0;
        for (int at = 0; at < 2_000; at++) {
            String url = spoilt("/api/v4/matters/152.json", alphabet, random);
            boolean clios = isClios(url);
            assertThat(Click.parse(IDS + "subject_url=" + encoded(url) + NONCE).isPresent())
                    .as("seed %d, subject_url '%s'", seed, url)
                    .isEqualTo(clios);
            refused += clios ? 0 : 1;
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "custom_action_id=12",
                "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1",
                "user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                GOOD + "&user_id=344117382",
                GOOD + "&user%5Fid=1",
                GOOD + "&subject_url=/api/v4/matters/1",
                GOOD + "&custom_action_nonce",
                GOOD + "&custom_action_nonce=",
                GOOD + "&custom_action_id=%zz",
                GOOD + "&a=%",
                GOOD + "&%c3=%",
                "custom_action_id=12&USER_ID=1&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=12&user_id=01&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=12&user_id=+1&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=12&user_id=&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=12&user_id=1234567890123456789&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=0x1&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=a",
                "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=",
                "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=a%26b",
                "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=a%0d%0ab",
                "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=%c3%a4",
            })
    void refusesAnythingElse(String query) {
        assertThat(Click.parse(query)).isEmpty();
    }

    @Test
    void boundsTheNonceAndTheWholeQuery() {
        String rest = "custom_action_id=12&user_id=1&subject_url=/api/v4/matters/1&custom_action_nonce=";

        assertThat(Click.parse(rest + "a".repeat(512))).isPresent();
        assertThat(Click.parse(rest + "a".repeat(513))).isEmpty();
        assertThat(Click.parse(GOOD + "&own=" + "a".repeat(4_096 - GOOD.length() - 5)))
                .isPresent();
        assertThat(Click.parse(GOOD + "&own=" + "a".repeat(4_096 - GOOD.length() - 4)))
                .isEmpty();
    }

    private static String spoilt(String good, String alphabet, Random random) {
        StringBuilder url = new StringBuilder(good);
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(url.length());
            char any = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> url.setCharAt(at, any);
                case 1 -> url.insert(at, any);
                default -> url.deleteCharAt(at);
            }
        }
        return url.toString();
    }

    /** The rule in other words than the code's own. */
    private static boolean isClios(String url) {
        String[] parts = url.replaceAll("\\.json\\z", "").split("/", -1);
        return parts.length == 5
                && parts[0].isEmpty()
                && parts[1].equals("api")
                && parts[2].equals("v4")
                && parts[3].equals("matters")
                && !parts[4].isEmpty()
                && parts[4].length() <= 18
                && parts[4].charAt(0) != '0'
                && parts[4].chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
