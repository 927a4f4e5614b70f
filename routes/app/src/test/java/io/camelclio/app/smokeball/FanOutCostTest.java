package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a round costs in calls, and in minutes at Smokeball's rate, by a clock that is moved by hand. */
class FanOutCostTest {

    private static final List<String> ENTITIES = List.of("fee", "expense", "invoice", "role");
    private static final int PARENTS_ON_A_PAGE = 500;

    @Test
    void aHundredMattersWithFourCollectionsTakeACallForEach() throws Exception {
        assertCost(100);
    }

    @Test
    @Tag("full")
    void twoThousandMattersWithFourCollectionsTakeACallForEach() throws Exception {
        assertCost(2_000);
    }

    private static void assertCost(int matters) throws Exception {
        try (PolledSmokeball polled =
                new PolledSmokeball(SmokeballSandbox.builder().rateLimit(5, 5))) {
            polled.sandbox.collection("matters").addAll(matters);
            HandDrivenScheduler scheduler = new HandDrivenScheduler(polled.clock);
            RateBudget budget = new RateBudget(5, Duration.ofSeconds(1), polled.clock, scheduler);
            polled.beforeCall(() -> takeTurn(budget, scheduler));
            Instant began = polled.clock.instant();

            inTurns(polled);

            Duration took = Duration.between(began, polled.clock.instant());
            // A full page of matters is followed by one that may be empty.
            int calls = ENTITIES.size() * (matters + matters / PARENTS_ON_A_PAGE + 1);
            System.out.printf("%d matters, %d collections: %d calls in %s%n", matters, ENTITIES.size(), calls, took);
            assertThat(polled.calls).isEqualTo(calls);
            assertThat(took).isBetween(Duration.ofMillis(calls * 200L - 1_000), Duration.ofMillis(calls * 202L));
            assertThat(polled.sandbox.calls().byStatus()).containsOnlyKeys(200);
        }
    }

    /** As the routes do, each with one call on its way. */
    private static void inTurns(PolledSmokeball polled) throws Exception {
        List<String> left = new ArrayList<>(ENTITIES);
        List<SmokeballPoll> polls =
                new ArrayList<>(left.stream().map(polled::begin).toList());
        while (!polls.isEmpty()) {
            for (int i = 0; i < polls.size(); i++) {
                boolean more = polled.turn(polls.get(i));
                if (!polls.get(i).isUnfinished()) {
                    if (more) {
                        polls.set(i, polled.begin(left.get(i)));
                    } else {
                        polls.remove(i);
                        left.remove(i--);
                    }
                }
            }
        }
    }

    private static void takeTurn(RateBudget budget, HandDrivenScheduler scheduler) {
        CompletableFuture<Turn> turn = budget.acquire(Priority.BACKFILL, Duration.ofMinutes(1));
        while (!turn.isDone()) {
            scheduler.runNext();
        }
        turn.join().answered();
    }
}
