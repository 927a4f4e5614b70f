package io.camelclio.testkit.clio;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void countsDownOnEveryAuthorisedAnswer() throws Exception {
        ApiClient.Answer first = api.get("users");
        ApiClient.Answer refused = api.get("users", "fields", "nonsense");

        assertThat(first.header("X-RateLimit-Limit")).isEqualTo("50");
        assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("49");
        assertThat(first.header("X-RateLimit-Reset"))
                .isEqualTo("" + (clock.instant().getEpochSecond() + 60));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("48");
    }

    @Test
    void refusesTheFiftyFirstRequestOfAMinuteInTheVendorsWords() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(api.get("users").status()).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(18));

        ApiClient.Answer answer = api.get("users");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("42");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"type\":\"RateLimited\","
                        + "\"message\":\"Rate limit of 50 exceeded. Retry in 42 seconds.\"}}");
    }

    @Test
    void admitsRequestsAgainAfterTheAnnouncedTime() throws Exception {
        for (int i = 0; i < 51; i++) {
            api.get("users");
        }
        clock.advance(Duration.ofSeconds(60));

        assertThat(api.get("users").status()).isEqualTo(200);
    }

    @Test
    void countsEachTokenByItself() throws Exception {
        for (int i = 0; i < 51; i++) {
            api.get("users");
        }

        assertThat(new ApiClient(clio).get("users").status()).isEqualTo(200);
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        try (ClioSandbox free = ClioSandbox.builder().unlimited().start()) {
            ApiClient client = new ApiClient(free);
            for (int i = 0; i < 60; i++) {
                assertThat(client.get("users").status()).isEqualTo(200);
            }
        }
    }
}
