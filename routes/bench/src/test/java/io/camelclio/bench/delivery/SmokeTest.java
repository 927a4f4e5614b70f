package io.camelclio.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.bench.subject.Proof;
import io.camelclio.bench.subject.Stage;
import io.camelclio.bench.subject.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The bench in little: the floor alone, for moments. No figure of it means anything. */
@Tag("full")
@EnabledOnOs(OS.LINUX)
class SmokeTest {

    private static final int CONNECTIONS = 4;
    private static final Duration MOMENT = Duration.ofMillis(300);

    @Test
    void everyDeliveryOfBothLoadsIsProvenAndOneThatIsNotThereIsMissed() throws Exception {
        try (Stage stage = new Stage()) {
            Subject floor = stage.subjects(name -> false).get(0);
            Proof proof = new Proof(stage.brokers());

            Round closed = new ClosedLoop(floor, CONNECTIONS).run(MOMENT, MOMENT);
            int ofTheClosedLoop = floor.acknowledged().cardinality();
            Round open = new OpenLoop(floor, CONNECTIONS).run(50, MOMENT, MOMENT);

            // However slow the machine: each connection of the one waits for an answer, and so does what the other
            // sends first.
            assertThat(ofTheClosedLoop).isGreaterThanOrEqualTo(CONNECTIONS);
            assertThat(floor.acknowledged().cardinality()).isGreaterThan(ofTheClosedLoop);
            assertThat(closed.refused() + open.refused()).isZero();
            assertThat(floor.process().gauges().used().allocatedBytes()).isPositive();
            assertThat(floor.process().residentBytes()).isGreaterThan(10_000_000);

            assertThat(proof.missing(List.of(floor))).isEqualTo(Map.of(Stage.FLOOR, 0));
            floor.acknowledged().set(floor.deliveries().next().number());
            assertThat(proof.missing(List.of(floor))).isEqualTo(Map.of(Stage.FLOOR, 1));
        }
    }
}
