package io.camelclio.component.webhook.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.webhook.subscription.Interruption;
import io.camelclio.component.webhook.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
    void everythingIsSettledAsLongAsNothingWasEverDelivered() {
        assertThat(settled(NOW)).as("not known yet").isEqualTo(NOW.minusSeconds(60));

        outages.interrupted(new Interruption(Interruption.Cause.ABSENT, Optional.empty(), NOW));

        assertThat(settled(NOW)).isEqualTo(Instant.MAX);
    }

    @Test
    void whatChangedSinceDeliveriesBeganIsNotSettledUntilItCannotBeUnderWayAnyMore() {
        outages.interrupted(new Interruption(Interruption.Cause.ABSENT, Optional.empty(), NOW));
        outages.seenLive(subscription(NOW), NOW.minusSeconds(200));
        outages.seenLive(subscription(NOW.plusSeconds(10)), NOW.minusSeconds(190));

        assertThat(settled(NOW.plusSeconds(20))).isEqualTo(NOW);
        assertThat(settled(NOW.plusSeconds(60))).isEqualTo(NOW);
        assertThat(settled(NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void aSubscriptionThatIsFoundLiveAtTheStartMayHaveBeenSoForLong() {
        outages.interrupted(new Interruption(Interruption.Cause.STARTED, Optional.empty(), NOW));
        outages.seenLive(subscription(NOW), NOW);

        assertThat(settled(NOW.plusSeconds(1))).isEqualTo(NOW.minusSeconds(59));
        assertThat(outages.settledUntil(NOW, Duration.ZERO)).isEqualTo(Instant.MAX);
    }

    @Test
    void aSubscriptionThatHasEndedMayStillHaveDeliveriesUnderWay() {
        outages.seenLive(subscription(NOW), NOW);
        outages.interrupted(new Interruption(Interruption.Cause.DELETED, Optional.of(NOW), NOW));
        outages.interrupted(new Interruption(Interruption.Cause.UNCONFIRMED, Optional.of(NOW), NOW));

        assertThat(settled(NOW.plusSeconds(1))).isEqualTo(NOW.minusSeconds(59));

        outages.seenLive(subscription(NOW.plusSeconds(2)), NOW.plusSeconds(2));
        assertThat(settled(NOW.plusSeconds(2))).isEqualTo(NOW.minusSeconds(58));
    }

    private Instant settled(Instant now) {
        return outages.settledUntil(now, Duration.ofMinutes(1));
    }

    private static Subscription subscription(Instant updatedAt) {
        return new Subscription(7, "https://a", "activity", "id", Set.of(), "enabled", null, updatedAt, null);
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
