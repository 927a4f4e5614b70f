package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rate limit on the test's clock, storms of refusals, and a fan-out of minutes that passes in seconds. */
class RateTest {

    private static final List<String> CHILDREN = List.of("fees", "expenses", "invoices", "memos");

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox =
            SmokeballSandbox.builder().time(new HandDrivenScheduler(clock)).start();
    private final SmokeballClient client = new SmokeballClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void countsAllAccountsAndCollectionsTogether() throws Exception {
        String other = "/" + sandbox.newAccount().id();

        for (String path : List.of("/matters", other + "/matters", "/tasks", other + "/staff", "/contacts")) {
            assertThat(client.status(path)).isEqualTo(200);
        }
        assertThat(client.status(other + "/events")).isEqualTo(429);
        assertThat(client.status("/groups")).isEqualTo(429);
    }

    @Test
    void countsEachCollectionByItselfWhenToldTo() throws Exception {
        sandbox.rate().countPerCollection();
        for (int call = 0; call < 5; call++) {
            assertThat(client.status("/matters")).isEqualTo(200);
        }

        assertThat(client.status("/matters")).isEqualTo(429);
        assertThat(client.status("/tasks")).isEqualTo(200);
    }

    @Test
    void refusesAStormOfRequestsWithOrWithoutRetryAfter() throws Exception {
        sandbox.rate().storm(2);
        HttpResponse<String> without = client.get("/matters");
        sandbox.rate().retryAfter(Duration.ofSeconds(7));
        HttpResponse<String> with = client.get("/matters");

        assertThat(without.statusCode()).isEqualTo(429);
        assertThat(without.headers().firstValue("Retry-After")).isEmpty();
        assertThat(with.statusCode()).isEqualTo(429);
        assertThat(with.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(client.status("/matters")).isEqualTo(200);
        assertThat(sandbox.calls().byStatus()).containsEntry(429, 2L);
    }

    @Test
    void playsAFanOutOfMinutesInSeconds() throws Exception {
        fanOut(100);
    }

    @Test
    @Tag("full")
    void playsTheFanOutOfTwoThousandMatters() throws Exception {
        fanOut(2_000);
    }

    /** Asks for each child list once, waiting a fifth of a second of the test's time before each call. */
    private void fanOut(int number) throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(number);
        Instant begin = clock.instant();
        for (String matter : matters) {
            for (String child : CHILDREN) {
                clock.advance(Duration.ofMillis(200));
                assertThat(client.status("/matters/" + matter + "/" + child)).isEqualTo(200);
            }
        }

        assertThat(Duration.between(begin, clock.instant())).isEqualTo(Duration.ofMillis(800L * number));
        assertThat(sandbox.calls().byStatus()).containsOnlyKeys(200);
        assertThat(sandbox.calls().byCollection())
                .hasSize(CHILDREN.size())
                .allSatisfy((child, calls) -> assertThat(calls).isEqualTo(number));
    }
}
