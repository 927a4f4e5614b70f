package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.fail;

import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever rate-limit, Retry-After and Date headers say, calls go on within minutes, and after a 429 not at once. */
class RateHeadersFuzzTest {

    private static final List<String> NAMES =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After", "Date");
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "50",
            "60",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999",
            "1e9",
            "1772366460",
            "NaN",
            "",
            " ",
            "\u0000",
            "Sun, 1 Mar 2026 12:00:20 GMT",
            "Sun, 01 Mar 9999 23:59:59 GMT",
            "Sun, 1 Mar 0001 00:00:00 +1800",
            "Sun, 1 Mar 2026 12:00:20",
            "soon");
    private static final Duration LONGEST = Duration.ofMinutes(6);

    @Test
    void neverStopForLongAndNeverFail() {
        fuzz(3_000, 20260301);
    }

    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void neverStopForLongAndNeverFailInAMillion() {
        fuzz(1_000_000, System.nanoTime());
    }

    private static void fuzz(int inputs, long seed) {
        Random random = new Random(seed);
        for (int input = 0; input < inputs; input++) {
            Map<String, List<String>> given = headers(random);
            int status = random.nextBoolean() ? 429 : 200 + random.nextInt(400);
            TestClock clock = new TestClock("2026-03-01T12:00:00Z");
            HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
            try {
                RateBudget budget = new RateBudget(50, Duration.ofSeconds(60), clock, scheduler);
                Turn call = budget.acquire(Priority.INTERACTIVE, LONGEST).join();
                call.unused();
                new RateHeaders(budget, clock).observe(call, status, HttpHeaders.of(given, (name, value) -> true));
                CompletableFuture<Turn> next = budget.acquire(Priority.INTERACTIVE, Duration.ofHours(1));
                if (status == 429 && next.isDone()) {
                    fail("no pause after a 429");
                }
                scheduler.advance(LONGEST);
                if (!next.isDone() || next.isCompletedExceptionally()) {
                    fail("no call after " + LONGEST);
                }
            } catch (RuntimeException | AssertionError e) {
                fail("seed " + seed + ", input " + input + ", status " + status + ": " + given, e);
            } finally {
                scheduler.shutdownNow();
            }
        }
    }

    private static Map<String, List<String>> headers(Random random) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                headers.put(
                        name, random.nextInt(8) == 0 ? List.of(value(random), value(random)) : List.of(value(random)));
            }
        }
        return headers;
    }

    private static String value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> String.valueOf(random.nextInt(100_000));
            case 2 -> {
                String good = VALUES.get(random.nextInt(VALUES.size()));
                int at = random.nextInt(good.length() + 1);
                yield good.substring(0, at) + (char) (32 + random.nextInt(95)) + good.substring(at);
            }
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }
}
