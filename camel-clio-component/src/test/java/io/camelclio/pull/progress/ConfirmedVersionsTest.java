package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConfirmedVersionsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ConfirmedVersions confirmed = new ConfirmedVersions(3);

    @Test
    void knowsTheLastConfirmedChangeOfARecord() {
        ChangeEvent change = state("1", "A");
        assertThat(confirmed.isLast(change)).isFalse();

        confirmed.confirm(change);

        assertThat(confirmed.isLast(state("1", "A"))).isTrue();
        assertThat(confirmed.isLast(state("1", "B"))).isFalse();
        assertThat(confirmed.isLast(state("2", "A"))).isFalse();
    }

    @Test
    void aRecordThatGoesBackToAnEarlierStateHasChanged() {
        confirmed.confirm(state("1", "A"));
        confirmed.confirm(state("1", "B"));

        assertThat(confirmed.isLast(state("1", "A"))).isFalse();
    }

    @Test
    void aDeletionReplacesTheStateAndAStateTheDeletion() {
        confirmed.confirm(state("1", "A"));
        confirmed.confirm(change("1", ChangeKind.DELETED, ""));
        assertThat(confirmed.isLast(state("1", "A"))).isFalse();
        assertThat(confirmed.isLast(change("1", ChangeKind.DELETED, ""))).isTrue();

        confirmed.confirm(state("1", "A"));
        assertThat(confirmed.isLast(change("1", ChangeKind.DELETED, ""))).isFalse();
    }

    @Test
    void lifeCycleEventsStandApartFromStates() {
        confirmed.confirm(state("1", "A"));
        confirmed.confirm(change("1", ChangeKind.lifeCycle("matter_closed"), "A"));

        assertThat(confirmed.isLast(state("1", "A"))).isTrue();
        assertThat(confirmed.isLast(change("1", ChangeKind.lifeCycle("matter_closed"), "A")))
                .isTrue();
        assertThat(confirmed.isLast(change("1", ChangeKind.lifeCycle("matter_opened"), "A")))
                .isFalse();
    }

    @Test
    void forgetsTheLeastRecentlyUsedFirst() {
        confirmed.confirm(state("1", "A"));
        confirmed.confirm(state("2", "A"));
        confirmed.confirm(state("3", "A"));
        assertThat(confirmed.isLast(state("1", "A"))).isTrue();

        confirmed.confirm(state("4", "A"));

        assertThat(confirmed.isLast(state("2", "A"))).isFalse();
        assertThat(confirmed.isLast(state("1", "A"))).isTrue();
        assertThat(confirmed.isLast(state("3", "A"))).isTrue();
        assertThat(confirmed.isLast(state("4", "A"))).isTrue();
    }

    private static ChangeEvent state(String id, String version) {
        return change(id, ChangeKind.STATE, version);
    }

    private static ChangeEvent change(String id, ChangeKind kind, String version) {
        return new ChangeSource("clio", "us").event("matter", id, kind, version, NOON, NOON, null);
    }
}
