package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private static final TopicPartition CONTACTS = new TopicPartition("contacts", 0);
    private static final TopicPartition MATTERS = new TopicPartition("matters", 0);
    private static final TopicPartition ELSEWHERE = new TopicPartition("matters", 1);

    private final Standstill standstill = new Standstill(Duration.ofSeconds(60));

    @Test
    void partitionStandsStillOnceItsChangesHaveWaitedForTheTime() {
        assertThat(look(0, Map.of(CONTACTS, new Position(3, 5)))).isEmpty();
        assertThat(look(59, Map.of(CONTACTS, new Position(3, 7)))).isEmpty();
        assertThat(look(60, Map.of(CONTACTS, new Position(3, 7)))).containsExactly(CONTACTS);
        assertThat(look(61, Map.of(CONTACTS, new Position(4, 7)))).isEmpty();
    }

    @Test
    void partitionWithoutChangesMayStandAsLongAsItLikes() {
        look(0, Map.of(CONTACTS, new Position(5, 5)));
        assertThat(look(600, Map.of(CONTACTS, new Position(5, 5)))).isEmpty();

        assertThat(look(601, Map.of(CONTACTS, new Position(5, 6))))
                .as("it waits since now")
                .isEmpty();
    }

    @Test
    void partitionThatIsTakenNowAndThenIsOnlySlow() {
        for (int second = 0; second <= 300; second += 50) {
            assertThat(look(second, Map.of(CONTACTS, new Position(second, 1_000))))
                    .isEmpty();
        }
    }

    /** At the first start, contacts have to wait until all older matters are taken. */
    @Test
    void partitionWhoseTurnIsYetToComeIsNoneThatStandsStill() {
        for (int second = 0; second <= 300; second += 50) {
            assertThat(look(
                            second,
                            Map.of(CONTACTS, new Position(0, 10), MATTERS, new Position(second * 1_000L, 1_000_000))))
                    .isEmpty();
        }
    }

    @Test
    void partitionThatIsLeftOutWhileOthersOfItsNumberAreTakenAsTheyComeStandsStill() {
        for (int second = 0; second < 60; second += 5) {
            assertThat(look(
                            second,
                            Map.of(
                                    CONTACTS,
                                    new Position(0, 10),
                                    MATTERS,
                                    new Position(second * 10L, second * 10L + 3))))
                    .isEmpty();
        }
        assertThat(look(60, Map.of(CONTACTS, new Position(0, 10), MATTERS, new Position(600, 603))))
                .containsExactly(CONTACTS);
    }

    @Test
    void onlyWhatIsOnTheSamePartitionNumberIsTakenInTurns() {
        look(0, Map.of(CONTACTS, new Position(0, 10), ELSEWHERE, new Position(0, 1_000)));
        look(30, Map.of(CONTACTS, new Position(0, 10), ELSEWHERE, new Position(500, 1_000)));

        assertThat(look(60, Map.of(CONTACTS, new Position(0, 10), ELSEWHERE, new Position(900, 1_000))))
                .containsExactly(CONTACTS);
    }

    @Test
    void forgetsWhenItMayNotLook() {
        look(0, Map.of(CONTACTS, new Position(0, 10)));
        look(30, Map.of());

        assertThat(look(60, Map.of(CONTACTS, new Position(0, 10)))).isEmpty();
    }

    private List<TopicPartition> look(long second, Map<TopicPartition, Position> positions) {
        return standstill.look(positions, Duration.ofSeconds(second).toNanos());
    }
}
