package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.telemetry.RepairState;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens, changes, lost deliveries, outages of Clio, of Kafka, of ours, restarts and mishaps of the subscription:
 * after the next comparison the newest states on the topic are those that Clio has.
 */
class GapRepairRandomTest {

    private static final String ENDPOINT = "activity?fields=id,etag,updated_at,total&since=beginning&maxDeleted=1000";

    static LongStream fewSeeds() {
        return LongStream.of(1, 2, System.nanoTime());
    }

    static LongStream manySeeds() {
        return LongStream.concat(LongStream.range(10, 30), LongStream.of(System.nanoTime()));
    }

    /** What may befall a firm, and what it does. */
    private enum Trouble {
        ANY(""),
        ANY_WHERE_THE_TOPIC_IS_FOLLOWED("&memory=topic"),
        /** Nothing is deleted, and no comparison finds anything. */
        WITHOUT_COMPARISON("&reconcile=0"),
        /** The subscription or the application is away, and those who look after it notice; nothing is deleted. */
        OF_THE_SUBSCRIPTION("&reconcile=0&recheck=0");

        private final String endpoint;

        Trouble(String options) {
            endpoint = ENDPOINT + options;
        }

        boolean isCompared() {
            return this == ANY || this == ANY_WHERE_THE_TOPIC_IS_FOLLOWED;
        }
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void topicHasInTheEndWhatClioHas(long seed) throws Exception {
        run(seed, 12, Trouble.ANY);
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void topicHasWhatWasCreatedAndUpdatedThoughNothingIsCompared(long seed) throws Exception {
        run(seed, 12, Trouble.WITHOUT_COMPARISON);
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void topicHasWhatWasCreatedAndUpdatedByTheReadsOfGapsAlone(long seed) throws Exception {
        run(seed, 12, Trouble.OF_THE_SUBSCRIPTION);
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void topicHasInTheEndWhatClioHasThoughWhatLiesThereIsLeftOut(long seed) throws Exception {
        run(seed, 12, Trouble.ANY_WHERE_THE_TOPIC_IS_FOLLOWED);
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    @Tag("full")
    @Timeout(600)
    void topicHasInTheEndWhatClioHasAfterAnySequence(long seed) throws Exception {
        for (Trouble trouble : Trouble.values()) {
            run(seed, 30, trouble);
        }
    }

    private static void run(long seed, int steps, Trouble trouble) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            if (trouble == Trouble.ANY_WHERE_THE_TOPIC_IS_FOLLOWED) {
                firm.followed();
            }
            Sequence sequence = new Sequence(firm, new Random(seed), trouble);
            firm.start(trouble.endpoint);
            for (int step = 0; step < steps; step++) {
                sequence.step();
            }
            sequence.settle();

            assertThat(firm.topic.newest())
                    .as("seed %d, trouble %s: newest states", seed, trouble)
                    .isEqualTo(firm.inClio());
            if (!trouble.isCompared()) {
                return;
            }
            RepairState.Comparison last = firm.repair().lastComparison().orElseThrow();
            assertThat(last.missing()).as("seed %d: missing", seed).isZero();
            assertThat(last.deleted()).as("seed %d: deleted", seed).isZero();
        }
    }

    private static final class Sequence {

        private final RepairedClio firm;
        private final Random random;
        private final Trouble trouble;
        private boolean cut;

        Sequence(RepairedClio firm, Random random, Trouble trouble) {
            this.firm = firm;
            this.random = random;
            this.trouble = trouble;
        }

        void step() throws Exception {
            befall();
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                change();
                firm.pass(Duration.ofSeconds(1 + random.nextInt(20)));
            }
            firm.pass(Duration.ofMinutes(random.nextInt(100)));
        }

        /** Nothing goes wrong any more, and two comparisons pass. There is a record: of an empty list nothing is told. */
        void settle() throws Exception {
            firm.records().create(Map.of("total", 0));
            firm.clio.faults().clear();
            firm.clio.deliveryFaults().clear();
            firm.topic.comeBack();
            if (!firm.isRunning()) {
                firm.start(trouble.endpoint);
            } else if (cut) {
                firm.reconnect();
            }
            firm.pass(Duration.ofDays(3));
        }

        private void befall() throws Exception {
            int unnoticed = 4;
            switch (trouble == Trouble.OF_THE_SUBSCRIPTION ? unnoticed + random.nextInt(7) : random.nextInt(11)) {
                case 0 -> firm.topic.goAway();
                case 1 -> firm.topic.comeBack();
                case 2 -> firm.clio.deliveryFaults().loseNext(1 + random.nextInt(4));
                case 3 -> cutOrReconnect();
                case 4 -> firm.clio.faults().answerNext(Faults.UNTIL_CLEARED, 400, path -> path.contains("activities"));
                case 5 -> firm.clio.faults().clear();
                case 6, 7 -> restart();
                case 8 -> mishap();
                default -> {
                    // A quiet time.
                }
            }
        }

        private void restart() throws Exception {
            if (firm.isRunning()) {
                firm.stop();
            } else {
                firm.start(trouble.endpoint);
                cut = false;
            }
        }

        private void cutOrReconnect() {
            if (firm.isRunning()) {
                if (cut) {
                    firm.reconnect();
                } else {
                    firm.cutOff();
                }
                cut = !cut;
            }
        }

        private void mishap() {
            for (long webhook : firm.clio.webhooks().ids()) {
                switch (random.nextInt(3)) {
                    case 0 -> firm.clio.webhooks().suspend(webhook);
                    case 1 -> firm.clio.webhooks().expire(webhook);
                    default -> firm.clio.webhooks().delete(webhook);
                }
            }
        }

        private void change() {
            List<ClioRecord> all = firm.records().all();
            int kinds = trouble.isCompared() ? 10 : 8;
            int kind = all.isEmpty() ? 0 : random.nextInt(kinds);
            if (kind < 4) {
                firm.records().create(Map.of("total", random.nextInt(1_000_000)));
            } else if (kind < 8) {
                firm.records().update(pick(all).id(), Map.of("total", random.nextInt(1_000_000)));
            } else {
                firm.records().delete(pick(all).id());
            }
        }

        private ClioRecord pick(List<ClioRecord> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}
