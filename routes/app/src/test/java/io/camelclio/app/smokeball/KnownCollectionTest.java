package io.camelclio.app.smokeball;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownCollectionTest {

    private static final ChangeSource SOURCE = new ChangeSource("smokeball", "us");

    private final Absences absences = new Absences("staff", 100);
    private final KnownCollection known = new KnownCollection(
            new MemoryKnownRecords(100),
            new RecordList("smokeball/us/staff", SOURCE, "staff", List.of(), Optional.empty(), true),
            absences,
            false);

    @Test
    void whatWasConfirmedIsNewsOnlyInAnotherVersion() {
        known.confirm(state("a", "v1"));

        assertThat(known.news(List.of(state("a", "v1")))).isEmpty();
        assertThat(known.news(List.of(state("a", "v2")))).isNotEmpty();
        assertThat(known.news(List.of(state("b", "v1")))).isNotEmpty();
    }

    @Test
    void recordThatGoesBackToAnEarlierVersionIsNews() {
        known.confirm(state("a", "v1"));
        known.confirm(state("a", "v2"));

        assertThat(known.news(List.of(state("a", "v1")))).isNotEmpty();
    }

    @Test
    void deletionIsNewsOnceAndTheRecordIsNewsWhenItComesBack() {
        known.confirm(state("a", "v1"));
        known.confirm(deletion("a"));

        assertThat(known.news(List.of(deletion("a")))).isEmpty();
        assertThat(known.news(List.of(state("a", "v1")))).isNotEmpty();
    }

    @Test
    void rowWithoutIdentityIsNewsOnce() {
        SmokeballRecord row = SmokeballRecord.unreadable("{\"name\":\"x\"}".getBytes(UTF_8));
        assertThat(known.news(List.of(row))).isNotEmpty();

        known.confirm(row);

        assertThat(known.news(List.of(SmokeballRecord.unreadable("{\"name\":\"x\"}".getBytes(UTF_8)))))
                .isEmpty();
        assertThat(known.news(List.of(SmokeballRecord.unreadable("{\"name\":\"y\"}".getBytes(UTF_8)))))
                .isNotEmpty();
    }

    @Test
    void confirmedIsBounded() {
        Confirmed confirmed = new Confirmed(2);
        confirmed.add("a");
        confirmed.add("b");
        assertThat(confirmed.contains("a")).isTrue();

        confirmed.add("c");

        assertThat(confirmed.contains("b")).isFalse();
        assertThat(confirmed.contains("a")).isTrue();
    }

    @Test
    void recordThatAnotherParentShowsHasMovedThere() {
        known.confirm(state("a", "v1"));
        known.met(under("us/1", "a"));
        assertThat(known.under("us/1")).containsExactly("a");

        known.met(under("us/2", "a"));

        assertThat(known.under("us/1")).isEmpty();
        assertThat(known.under("us/2")).containsExactly("a");
        assertThat(known.parents()).containsExactly("us/2");
    }

    @Test
    void parentsAreRememberedOfWhatIsKnownOnly() {
        KnownCollection small = new KnownCollection(
                new MemoryKnownRecords(2),
                new RecordList("smokeball/us/fees", SOURCE, "fee", List.of(), Optional.empty(), true),
                absences,
                true);
        for (String id : List.of("a", "b", "c")) {
            small.met(under("us/1", id));
            small.confirm(state(id, "v1"));
        }
        small.met(under("us/2", "d"));
        small.met(under("us/3", "a"));

        assertThat(small.isComplete()).isFalse();
        assertThat(small.parents()).containsExactlyInAnyOrder("us/1", "us/3");
        small.confirm(deletion("b"));
        small.lookUpMembers();
        assertThat(small.parents()).as("c was never kept").containsExactly("us/3");
    }

    @Test
    void whatIsMetIsNotAbsent() {
        absences.hasRecords();
        absences.lacks("a", null);

        known.met(state("a", "v1"));

        absences.end();
        assertThat(absences.isInDoubt()).isFalse();
    }

    private static SmokeballRecord under(String parent, String id) {
        SmokeballRecord record = state(id, "v1");
        return new SmokeballRecord(record.bytes(), id, id, parent, record.change(), false);
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
                id,
                null,
                SOURCE.event("staff", id, kind, version, Instant.EPOCH, Instant.EPOCH, null),
                kind == ChangeKind.DELETED);
    }
}
