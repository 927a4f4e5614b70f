package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.SimulatedVendor.Answer;
import io.camelclio.component.api.SimulatedVendor.Windows;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Budget and headers together against a vendor that counts a call at a random moment between its start and answer. */
class RateLimitedLoadTest {

    private static final int LIMIT = 50;
    private static final Duration MAX_SKEW = Duration.ofMinutes(10);

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    /** The calls in the order they were sent, the limit known then, and when the vendor counted each. */
    private record Call(int number, Instant sent, int limit, Instant counted) {}

    /** One load on one budget. Patterns of arrival, answers and losses come of its seed. */
    private final class Load {

        private final Random random;
        private final SimulatedVendor vendor;
        private final RateBudget budget;
        private final RateHeaders headers;
        private final List<Call> calls = new ArrayList<>();
        private int shortest = 50;
        private int longest = 500;
        private double lost;

        Load(long seed, SimulatedVendor vendor, int knownLimit) {
            this.random = new Random(seed);
            this.vendor = vendor;
            this.budget = new RateBudget(knownLimit, SimulatedVendor.WINDOW, clock, scheduler);
            this.headers = new RateHeaders(budget, clock);
        }

        void call(Priority priority, Runnable afterwards) {
            budget.acquire(priority, Duration.ofHours(20)).thenAccept(turn -> send(turn, afterwards));
        }

        private void send(Turn turn, Runnable afterwards) {
            int latency = shortest + random.nextInt(longest - shortest + 1);
            int counted = random.nextInt(latency + 1);
            boolean answerIsLost = random.nextDouble() < lost;
            Instant now = clock.instant();
            calls.add(new Call(calls.size(), now, budget.state().limit(), now.plusMillis(counted)));
            after(counted, () -> {
                Answer answer = vendor.count(clock.instant());
                after(latency - counted, () -> {
                    if (!answerIsLost) {
                        headers.observe(turn, answer.status(), answer.headers());
                    }
                    turn.answered();
                    afterwards.run();
                });
            });
        }

        private void after(int millis, Runnable task) {
            scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
        }

        /** Follows pages: the next call comes with the answer to the one before. */
        void followPages(Priority priority) {
            call(priority, () -> followPages(priority));
        }

        /** Bursts, trickles and silences, alone or together with callers that follow pages. */
        void arriveAtRandom(int bursts) {
            for (int callers = random.nextInt(4); callers > 0; callers--) {
                followPages(anyPriority());
            }
            for (int i = 0; i < bursts; i++) {
                for (int burst = random.nextInt(60); burst > 0; burst--) {
                    call(anyPriority(), () -> {});
                }
                scheduler.advance(Duration.ofMillis(random.nextInt(20_000)));
            }
        }

        private Priority anyPriority() {
            return random.nextInt(3) == 0 ? Priority.INTERACTIVE : Priority.BACKFILL;
        }
    }

    @Test
    void sendsNeverMoreInAnyWindowThanTheLimitKnownThenHoweverCallsArriveAndLimitsChange() {
        for (long seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            Windows windows = Windows.values()[random.nextInt(2)];
            Load load = new Load(seed, vendor(windows, 1 + random.nextInt(80), random), 1 + random.nextInt(80));
            load.lost = random.nextInt(3) * 0.05;
            for (int minute = 0; minute < 4; minute++) {
                load.arriveAtRandom(8);
                load.vendor.limit(1 + random.nextInt(80));
            }
            load.budget.close();

            assertThat(load.calls).as("seed %d: calls", seed).hasSizeGreaterThan(20);
            assertNoWindowHoldsTooMany(seed, load.calls, Call::counted);
            assertNoWindowHoldsTooMany(seed, load.calls, Call::sent);
        }
    }

    /** The limit in force is the one that was known when the window's last call was sent. */
    private static void assertNoWindowHoldsTooMany(long seed, List<Call> calls, Function<Call, Instant> time) {
        List<Call> inOrder = calls.stream().sorted(Comparator.comparing(time)).toList();
        int first = 0;
        for (int last = 0; last < inOrder.size(); last++) {
            Instant windowBegins = time.apply(inOrder.get(last)).minus(SimulatedVendor.WINDOW);
            while (!time.apply(inOrder.get(first)).isAfter(windowBegins)) {
                first++;
            }
            List<Call> window = inOrder.subList(first, last + 1);
            Call lastSent =
                    window.stream().max(Comparator.comparingInt(Call::number)).orElseThrow();
            assertThat(window)
                    .as("seed %d: calls in the window after %s", seed, windowBegins)
                    .hasSizeLessThanOrEqualTo(lastSent.limit());
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsNoRefusalHoweverCallsArriveWhileTheLimitStaysOrRises(Windows windows) {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int limit = 1 + random.nextInt(80);
            Load load = new Load(seed, vendor(windows, limit, random), limit);
            load.arriveAtRandom(20);
            load.vendor.limit(limit + random.nextInt(80));
            load.arriveAtRandom(20);
            load.budget.close();

            assertThat(load.calls).as("seed %d: calls", seed).hasSizeGreaterThan(limit);
            assertThat(load.vendor.refusals()).as("seed %d: refusals", seed).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FIXED, 1, 50", "SLIDING, 1, 50", "FIXED, 50, 50", "SLIDING, 50, 50",
        "FIXED, 1, 500", "SLIDING, 1, 500", "FIXED, 50, 500", "SLIDING, 50, 500"
    })
    void aFullLoadUsesNinetyNineHundredthsOfWhatIsAllowedWithoutARefusal(Windows windows, int callers, int shortest) {
        int minutes = 30;
        Random random = new Random(7);
        Load load = new Load(7, vendor(windows, LIMIT, random), LIMIT);
        load.shortest = shortest;
        for (int i = 0; i < callers; i++) {
            load.followPages(Priority.BACKFILL);
        }
        scheduler.advance(Duration.ofMinutes(minutes + 2));
        load.budget.close();

        Instant begin = load.calls.get(LIMIT - 1).sent();
        Instant end = load.calls.get(LIMIT * (minutes + 1) - 1).sent();
        double share = (double) Duration.ofMinutes(minutes).toMillis()
                / Duration.between(begin, end).toMillis();
        System.out.printf(
                "%.2f%% of the allowed rate: %s windows, callers %d, answers in %d to 500 ms%n",
                100 * share, windows, callers, shortest);
        assertThat(share).as("share of the allowed rate").isGreaterThanOrEqualTo(0.99);
        assertThat(load.vendor.refusals()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void leavesToAnotherClientOnTheTokenWhatItUses(Windows windows) {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Load load = new Load(seed, vendor(windows, LIMIT, random), LIMIT);
            int others = 1 + random.nextInt(LIMIT - 1);
            for (int i = 0; i < others; i++) {
                load.vendor.count(clock.instant());
            }
            load.followPages(Priority.BACKFILL);

            scheduler.advance(Duration.ofSeconds(55));
            assertThat(load.calls)
                    .as("seed %d: calls beside %d of others", seed, others)
                    .hasSize(LIMIT - others);
            scheduler.advance(Duration.ofSeconds(75));
            load.budget.close();

            assertThat(load.vendor.refusals()).as("seed %d: refusals", seed).isZero();
            assertThat(load.calls).as("seed %d: calls in the end", seed).hasSizeGreaterThanOrEqualTo(LIMIT);
        }
    }

    private static SimulatedVendor vendor(Windows windows, int limit, Random random) {
        long skew = random.nextLong(-MAX_SKEW.toMillis(), MAX_SKEW.toMillis() + 1);
        return new SimulatedVendor(windows, limit, Duration.ofMillis(skew));
    }
}
