package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownCollectionTest {

    private static final ChangeSource SOURCE = new ChangeSource("smokeball", "us");

    private final KnownCollection known = known(true);

    @Test
    void whatWasConfirmedIsNewsOnlyInAnotherVersion() {
        known.confirm(state("a", "v1"));

        assertThat(known.isNews(state("a", "v1"))).isFalse();
        assertThat(known.isNews(state("a", "v2"))).isTrue();
        assertThat(known.isNews(state("b", "v1"))).isTrue();
    }

    @Test
    void recordThatGoesBackToAnEarlierVersionIsNews() {
        known.confirm(state("a", "v1"));
        known.confirm(state("a", "v2"));

        assertThat(known.isNews(state("a", "v1"))).isTrue();
    }

    @Test
    void deletionIsNewsOnceAndTheRecordIsNewsWhenItComesBack() {
        known.confirm(state("a", "v1"));
        known.confirm(deletion("a"));

        assertThat(known.isNews(deletion("a"))).isFalse();
        assertThat(known.isNews(state("a", "v1"))).isTrue();
    }

    @Test
    void vanishedIsWhatTwoWholeReadsMiss() {
        known.confirm(state("a", "v1"));
        known.confirm(state("b", "v1"));

        assertThat(known.vanished(Set.of("a"))).isEmpty();
        assertThat(known.isInDoubt()).isTrue();
        assertThat(known.vanished(Set.of("a"))).containsExactly("b");
        assertThat(known.isInDoubt()).isFalse();
    }

    @Test
    void rowThatOneReadMissesAndTheNextMeetsHasNotVanished() {
        known.confirm(state("a", "v1"));
        known.confirm(state("b", "v1"));

        known.vanished(Set.of("a"));
        assertThat(known.vanished(Set.of("a", "b"))).isEmpty();
        assertThat(known.vanished(Set.of("a"))).isEmpty();
    }

    @Test
    void emptyCollectionTellsNoDeletion() {
        known.confirm(state("a", "v1"));

        for (int read = 0; read < 3; read++) {
            assertThat(known.vanished(Set.of())).isEmpty();
        }
    }

    @Test
    void whatLeavesANarrowedCollectionIsNotDeleted() {
        KnownCollection narrowed = known(false);
        narrowed.confirm(state("a", "v1"));
        narrowed.confirm(state("b", "v1"));

        for (int read = 0; read < 3; read++) {
            assertThat(narrowed.vanished(Set.of("a"))).isEmpty();
        }
    }

    private static KnownCollection known(boolean whole) {
        return new KnownCollection(
                new MemoryKnownRecords(100),
                new RecordList("smokeball/us/staff", SOURCE, "staff", List.of(), Optional.empty(), whole));
    }

    private static SmokeballRecord state(String id, String version) {
        return record(id, version, ChangeKind.STATE);
    }

    private static SmokeballRecord deletion(String id) {
        return record(id, "", ChangeKind.DELETED);
    }

    private static SmokeballRecord record(String id, String version, ChangeKind kind) {
        return new SmokeballRecord(
                new byte[0],
                id,
                null,
                SOURCE.event("staff", id, kind, version, Instant.EPOCH, Instant.EPOCH, null),
                kind == ChangeKind.DELETED);
    }
}
