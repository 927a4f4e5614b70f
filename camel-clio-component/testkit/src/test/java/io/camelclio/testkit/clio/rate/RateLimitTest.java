package io.camelclio.testkit.clio.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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

    @Test
    void aSlidingWindowRefusesWhatTwoFixedOnesWouldAdmit() throws Exception {
        try (ClioSandbox strict = ClioSandbox.builder()
                .clock(clock)
                .rateLimit(2, Duration.ofSeconds(60))
                .rateWindow(RateWindow.SLIDING)
                .start()) {
            ApiClient client = new ApiClient(strict);
            client.get("users");
            clock.advance(Duration.ofSeconds(59));
            assertThat(client.get("users").header("X-RateLimit-Reset"))
                    .isEqualTo("" + clock.instant().plusSeconds(1).getEpochSecond());
            clock.advance(Duration.ofSeconds(1));

            ApiClient.Answer third = client.get("users");
            ApiClient.Answer fourth = client.get("users");

            assertThat(third.status()).isEqualTo(200);
            assertThat(third.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.header("Retry-After")).isEqualTo("59");
            clock.advance(Duration.ofSeconds(59));
            assertThat(client.get("users").status()).isEqualTo(200);
        }
    }

    @Test
    void changesWhileClientsAreAtWork() throws Exception {
        for (int i = 0; i < 50; i++) {
            api.get("users");
        }
        clio.rateLimit(300);
        ApiClient.Answer offPeak = api.get("users");
        clio.rateLimit(40);

        assertThat(offPeak.header("X-RateLimit-Limit")).isEqualTo("300");
        assertThat(offPeak.header("X-RateLimit-Remaining")).isEqualTo("249");
        assertThat(api.get("users").status()).isEqualTo(429);
    }

    @Test
    void anotherClientOnTheSameTokenIsSeenInTheHeadersOnly() throws Exception {
        api.get("users");
        clio.foreignCalls(20);

        assertThat(api.get("users").header("X-RateLimit-Remaining")).isEqualTo("28");
        clio.foreignCalls(1_000);
        assertThat(api.get("users").status()).isEqualTo(429);
        assertThat(clio.requests().total()).isEqualTo(3);
    }

    @Test
    void followsTheSandboxesClockHoweverWrongItIs() throws Exception {
        Clock skewed = Clock.offset(clock, Duration.ofMinutes(-10));
        try (ClioSandbox slow = ClioSandbox.builder().clock(skewed).start()) {
            ApiClient.Answer answer = new ApiClient(slow).get("users");

            assertThat(answer.header("Date")).isEqualTo("Sun, 1 Mar 2026 11:50:00 GMT");
            assertThat(answer.header("X-RateLimit-Reset"))
                    .isEqualTo("" + skewed.instant().plusSeconds(60).getEpochSecond());
        }
    }

    @Test
    void theLogShowsWhenWhichTokenAsked() throws Exception {
        String token = clio.accessToken();
        ApiClient other = new ApiClient(clio, token);
        other.get("users");
        clock.advance(Duration.ofSeconds(59));
        other.get("users");
        api.get("users");
        clock.advance(Duration.ofSeconds(1));
        other.get("users");

        assertThat(clio.requests().entries())
                .extracting(RequestLog.Entry::token)
                .containsSubsequence(RequestLog.fingerprint(token), RequestLog.fingerprint(token))
                .doesNotContain(token, "");
        assertThat(clio.requests().entries().get(3).at()).isEqualTo(clock.instant());
        assertThat(clio.requests().mostWithin(Duration.ofSeconds(60))).isEqualTo(2);
        assertThat(clio.requests().mostWithin(Duration.ofSeconds(61))).isEqualTo(3);
    }

    @Test
    void refusalsCanTakeEveryFormThatWasSeen() throws Exception {
        clio.faults().answerNext(1, RateLimitAnswer.retryAfter(50, Duration.ofSeconds(7)), path -> true);
        clio.faults().answerNext(1, RateLimitAnswer.retryAt(50, clock.instant().plusSeconds(7)), path -> true);
        clio.faults().answerNext(1, RateLimitAnswer.bare(50), path -> true);
        clio.faults().answerNext(1, RateLimitAnswer.wrapped(50), path -> true);

        ApiClient.Answer seconds = api.get("users");
        ApiClient.Answer date = api.get("users");
        ApiClient.Answer bare = api.get("users");
        ApiClient.Answer wrapped = api.get("users");

        assertThat(List.of(seconds, date, bare, wrapped)).allMatch(answer -> answer.status() == 429);
        assertThat(seconds.header("Retry-After")).isEqualTo("7");
        assertThat(date.header("Retry-After")).isEqualTo("Sun, 1 Mar 2026 12:00:07 GMT");
        assertThat(bare.header("Retry-After")).isNull();
        assertThat(bare.errorType()).isEqualTo("RateLimited");
        assertThat(wrapped.header("Retry-After")).isNull();
        assertThat(wrapped.header("X-RateLimit-Reset")).isNull();
        assertThat(new String(
                        Base64.getDecoder().decode(wrapped.json().get("data").asText()), StandardCharsets.UTF_8))
                .contains("RateLimited");
        assertThat(wrapped.json().has("metadata")).isTrue();
    }
}
