package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens between and on pages, changes, failures of Clio and of the route, crashes, a clock ten minutes wrong:
 * in the end each record's last state was handed over.
 */
class PollRandomTest {

    private static final String CURSOR = "clio/us/activities";
    private static final String ENDPOINT =
            "clio:activities?limit=3&fields=id,etag,updated_at,total&backoffMultiplier=1&backoffErrorThreshold=1000";
    private static final int STEPS = 60;

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 6), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRecordsLastStateIsHandedOver(long seed) throws Exception {
        try (PolledClio polled = new PolledClio()) {
            Run run = new Run(polled, new Random(seed));
            for (int step = 0; step < STEPS; step++) {
                run.step();
            }
            run.settle();

            assertThat(run.lastStates()).as("seed %d: last states", seed).isNotEmpty();
            assertThat(run.handed).as("seed %d: handed over", seed).containsAll(run.lastStates());
        }
    }

    private static final class Run {

        private final PolledClio polled;
        private final Random random;
        private final ClioRecords activities;
        private final TestClock ours;
        private final Set<String> handed = new HashSet<>();
        private MemoryStateRepository disk = new MemoryStateRepository();
        private PollingApplication application;
        private boolean restless = true;
        private boolean dead;

        Run(PolledClio polled, Random random) throws Exception {
            this.polled = polled;
            this.random = random;
            this.activities = polled.clio.records("activities");
            this.ours = new TestClock("2026-03-01T12:00:00Z");
            ours.advance(Duration.ofMinutes(random.nextBoolean() ? 10 : -10));
            start();
        }

        void step() throws Exception {
            for (int changes = random.nextInt(6); changes > 0; changes--) {
                change();
            }
            pass(Duration.ofSeconds(random.nextInt(90)));
            if (random.nextInt(8) == 0) {
                polled.clio.faults().answerNext(5, 503, "/api/v4/activities.json"::equals);
            }
            application.poll();
            polled.clio.faults().clear();
            if (dead || random.nextInt(10) == 0) {
                restart();
            }
        }

        /** Nothing goes wrong any more. */
        void settle() throws Exception {
            restless = false;
            for (int polls = 0; polls < 2; polls++) {
                pass(Duration.ofMinutes(5));
                assertThat(application.poll().failure()).isNull();
            }
        }

        Set<String> lastStates() {
            Set<String> states = new HashSet<>();
            activities.all().forEach(record -> states.add(record.id() + " " + record.etag()));
            return states;
        }

        private void start() throws Exception {
            application = polled.polling(ENDPOINT, this::arrive, disk, ours);
        }

        private void restart() throws Exception {
            application.close();
            dead = false;
            start();
        }

        private void arrive(Exchange exchange) throws Exception {
            if (dead) {
                throw new IllegalStateException("dead");
            }
            if (restless) {
                misfortune();
            }
            String body = exchange.getMessage().getBody(String.class);
            String etag = body.replaceAll(".*\"etag\":\"\\\\\"(\\w+)\\\\\"\".*", "\"$1\"");
            handed.add(exchange.getMessage().getHeader(ClioConstants.RECORD_ID) + " " + etag);
        }

        private void misfortune() {
            pass(Duration.ofMillis(random.nextInt(1_500)));
            int fate = random.nextInt(40);
            if (fate < 8) {
                change();
            } else if (fate == 8) {
                throw new IllegalStateException("no broker");
            } else if (fate == 9) {
                disk = PolledClio.afterCrash(disk, CURSOR);
                dead = true;
                throw new IllegalStateException("dead");
            }
        }

        private void change() {
            List<ClioRecord> all = activities.all();
            int kind = all.isEmpty() ? 0 : random.nextInt(10);
            if (kind < 4) {
                activities.create(Map.of("total", random.nextInt(1_000)));
            } else if (kind < 9) {
                activities.update(pick(all).id(), Map.of("total", random.nextInt(1_000)));
            } else {
                activities.delete(pick(all).id());
            }
        }

        private ClioRecord pick(List<ClioRecord> all) {
            return all.get(random.nextInt(all.size()));
        }

        private void pass(Duration time) {
            polled.clock.advance(time);
            ours.advance(time);
        }
    }
}
