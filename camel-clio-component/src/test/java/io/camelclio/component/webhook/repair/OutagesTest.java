package io.camelclio.component.webhook.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Outages outages = new Outages();

    OutagesTest() {
        outages.accept(NOW);
    }

    @Test
    void putOffsWithADeliveryTakenInBetweenAreNoGap() {
        outages.putOff(NOW);
        outages.taken();
        outages.putOff(NOW.plus(Duration.ofMinutes(31)));
        outages.checkPutOffs();

        assertThat(outages.view().gap()).isEmpty();
    }

    @Test
    void putOffsForMoreThanHalfAnHourAreAGapThoughTheLastRepetitionsAreTaken() {
        outages.putOff(NOW);
        outages.putOff(NOW.plus(Duration.ofMinutes(31)));
        outages.taken();
        outages.checkPutOffs();

        assertThat(outages.view().gap()).isPresent();
    }

    @Test
    void aComparisonMakesWayForAGapAndItsReadDoesNot() {
        outages.comparing(true);
        assertThat(outages.allowRead()).isTrue();
        outages.open("somebody deleted it");
        assertThat(outages.allowRead()).isFalse();

        outages.comparing(false);
        assertThat(outages.allowRead()).isTrue();
    }
}
