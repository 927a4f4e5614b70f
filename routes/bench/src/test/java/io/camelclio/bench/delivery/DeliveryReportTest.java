package io.camelclio.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.bench.report.Target;
import io.camelclio.bench.subject.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryReportTest {

    private final Rounds rounds = new Rounds();

    @Test
    void targetsGoByTheMedianOfTheRatiosOfTheSameRounds() {
        round(32, 1000, 650, 400);
        round(32, 100, 55, 40);
        round(32, 1000, 610, 500);

        List<Target> targets = new DeliveryReport(rounds, "").targets();

        assertThat(targets)
                .containsExactly(
                        new Target(
                                "deliveries, 32 connections, of the floor",
                                "at least 0.6",
                                "0.61 (0.55 to 0.65)",
                                true),
                        new Target(
                                "deliveries, 32 connections, of Spring Boot",
                                "at least 1.5",
                                "1.38 (1.22 to 1.63)",
                                false));
    }

    @Test
    void oneConnectionIsMeasuredButHasNoTarget() {
        round(1, 1000, 650, 400);

        assertThat(new DeliveryReport(rounds, "").targets()).isEmpty();
    }

    @Test
    void latencyIsAllowedTwiceTheFloors() {
        rounds.add(round(Stage.FLOOR, 128, 10_000, 3));
        rounds.add(round(Stage.BRIDGE, 128, 5_000, 6.1));

        assertThat(new LatencyReport(rounds, 128, Map.of()).targets())
                .containsExactly(new Target(
                        "99th percentile at half saturation, of the floor's",
                        "at most 2.0",
                        "2.03 (2.03 to 2.03)",
                        false));
    }

    private void round(int connections, int floor, int bridge, int springBoot) {
        rounds.add(round(Stage.FLOOR, connections, floor, 1));
        rounds.add(round(Stage.BRIDGE, connections, bridge, 1));
        rounds.add(round(Stage.SPRING_BOOT, connections, springBoot, 1));
    }

    private static Round round(String subject, int connections, int acknowledged, double hundredth) {
        return new Round(subject, connections, acknowledged, 0, 1, 1, hundredth, 1, 1, 1);
    }
}
