package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.DrivenTopology.CONTACTS;
import static io.camelclio.kafka.latest.DrivenTopology.DOCUMENTS;
import static io.camelclio.kafka.latest.DrivenTopology.text;
import static io.camelclio.kafka.latest.DrivenTopology.texts;
import static io.camelclio.kafka.latest.Seen.bytes;
import static io.camelclio.kafka.latest.Seen.deletion;
import static io.camelclio.kafka.latest.Seen.delivered;
import static io.camelclio.kafka.latest.Seen.missing;
import static io.camelclio.kafka.latest.Seen.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of single changes, one after the other. */
class LatestTopologyTest {

    private static final String KEY = "us/1";

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void changePassesByteForByteWithItsHeaders() {
        Seen seen = delivered(CONTACTS, KEY, 1, 2, "{ \"name\" : \"Zoë\", \"rate\":350.00 }");
        topology.see(seen);

        TestRecord<byte[], byte[]> latest = topology.latest(CONTACTS).get(0);
        assertThat(latest.key()).isEqualTo(bytes(KEY));
        assertThat(latest.value()).isEqualTo(seen.value());
        assertThat(latest.headers()).isEqualTo(seen.headers());
    }

    @Test
    void deletionIsANullThatStillTellsItsVersion() {
        Seen deletion = deletion(CONTACTS, KEY, 2, 2);
        topology.see(read(CONTACTS, KEY, 1, 1, "one"), deletion);

        TestRecord<byte[], byte[]> latest = topology.latest(CONTACTS).get(1);
        assertThat(latest.key()).isEqualTo(bytes(KEY));
        assertThat(latest.value()).isNull();
        assertThat(texts(latest.headers()))
                .containsEntry("ce_id", deletion.id())
                .isEqualTo(texts(deletion.headers()));
        assertThat(topology.counts()).isEqualTo(new LatestCounts(1, 1, 0, 0, 0));
    }

    static Stream<Arguments> newerThanMinuteFiveSeenInMinuteSix() {
        return Stream.of(
                Arguments.of(6, 1, "later record time, though seen before", true),
                Arguments.of(4, 9, "earlier record time, though seen later", false),
                Arguments.of(5, 7, "same record time, seen later", true),
                Arguments.of(5, 5, "same record time, seen before", false),
                Arguments.of(5, 6, "the same twice: the later offset", true));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("newerThanMinuteFiveSeenInMinuteSix")
    void newerRecordTimeWinsThenNewerAsOfThenLaterOffset(int time, int asOf, String what, boolean wins) {
        for (String topic : new String[] {CONTACTS, DOCUMENTS}) {
            topology.see(read(topic, KEY, 5, 6, "first"), read(topic, KEY, time, asOf, "second"));

            assertThat(topology.picture(topic)).as(topic).containsEntry(KEY, wins ? "second" : "first");
        }
        assertThat(topology.counts().outdated()).isEqualTo(wins ? 0 : 2);
    }

    @Test
    void lifeCycleEventIsAStateLikeAnother() {
        topology.see(
                delivered(CONTACTS, KEY, 1, 1, "open"),
                delivered(CONTACTS, KEY, 2, 2, "closed").as("matter_closed"),
                delivered(CONTACTS, KEY, 1, 3, "late").as("matter_opened"));

        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, "closed");
    }

    @Test
    void deletionIsFinalWhateverItsTime() {
        topology.see(read(CONTACTS, KEY, 5, 5, "known"), deletion(CONTACTS, KEY, 1, 1));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);

        topology.see(read(CONTACTS, KEY, 9, 9, "newer"), deletion(CONTACTS, KEY, 9, 10));

        assertThat(topology.latest(CONTACTS)).isEmpty();
        assertThat(topology.counts()).isEqualTo(new LatestCounts(1, 1, 2, 0, 0));
    }

    /** A client who paid, owes again: he is in the list of those who owe something, out of it, and in it again. */
    @Test
    void recordThatVanishedFromAListComesBackWithALaterRead() {
        topology.see(read(CONTACTS, KEY, 1, 1, "owes"), missing(CONTACTS, KEY, 3, 2));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);

        topology.see(delivered(CONTACTS, KEY, 2, 9, "late"));
        assertThat(topology.picture(CONTACTS)).isEmpty();

        topology.see(read(CONTACTS, KEY, 1, 4, "owes again"));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, "owes again");

        topology.see(missing(CONTACTS, KEY, 6, 5));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);
    }

    @Test
    void deletionThatIsToldOfIsFinalAlsoAfterOneThatWasFound() {
        topology.see(missing(CONTACTS, KEY, 9, 9), deletion(CONTACTS, KEY, 5, 5), read(CONTACTS, KEY, 10, 10, "newer"));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);

        topology.see(missing(CONTACTS, KEY, 11, 11), read(CONTACTS, KEY, 12, 12, "newest"));
        assertThat(topology.latest(CONTACTS)).isEmpty();
    }

    @Test
    void deletionThatComesBeforeAllElseIsRemembered() {
        topology.see(deletion(CONTACTS, KEY, 5, 5), delivered(CONTACTS, KEY, 4, 6, "late"));

        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);
    }

    static Stream<Arguments> afterADeletionOfMinuteFiveSeenInMinuteSix() {
        return Stream.of(
                Arguments.of(delivered(DOCUMENTS, KEY, 6, 7, "back"), "changed after the deletion", true),
                Arguments.of(read(DOCUMENTS, KEY, 1, 7, "back"), "old, but read after the deletion was seen", true),
                Arguments.of(delivered(DOCUMENTS, KEY, 4, 7, "late"), "a delivery of before, that is late", false),
                Arguments.of(delivered(DOCUMENTS, KEY, 5, 7, "late"), "a late delivery of the same time", false),
                Arguments.of(read(DOCUMENTS, KEY, 4, 5, "late"), "read before the deletion was seen", false),
                Arguments.of(read(DOCUMENTS, KEY, 5, 6, "late"), "read at the same time", false));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("afterADeletionOfMinuteFiveSeenInMinuteSix")
    void deletedDocumentComesBackOnlyByWhatIsNewer(Seen seen, String what, boolean comesBack) {
        topology.see(deletion(DOCUMENTS, KEY, 5, 6), seen);
        assertThat(topology.picture(DOCUMENTS)).containsEntry(KEY, comesBack ? seen.content() : null);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("afterADeletionOfMinuteFiveSeenInMinuteSix")
    void orderOfArrivalMakesNoDifferenceToThat(Seen seen, String what, boolean comesBack) {
        topology.see(seen, deletion(DOCUMENTS, KEY, 5, 6));
        assertThat(topology.picture(DOCUMENTS)).containsEntry(KEY, comesBack ? seen.content() : null);
    }

    /** Deleted before minute 8, missed by a read of minute 8, which ended in minute 9. */
    @Test
    void restoredDocumentIsBackWithTheNextReadThoughItsDeletionWasDiscoveredLater() {
        topology.see(read(DOCUMENTS, KEY, 3, 4, "known"), missing(DOCUMENTS, KEY, 9, 8));
        assertThat(topology.picture(DOCUMENTS)).containsEntry(KEY, null);

        topology.see(delivered(DOCUMENTS, KEY, 7, 10, "late"));
        assertThat(topology.picture(DOCUMENTS)).isEmpty();

        topology.see(read(DOCUMENTS, KEY, 3, 11, "restored"));
        assertThat(topology.picture(DOCUMENTS)).containsEntry(KEY, "restored");
    }

    @Test
    void sameKeyOfAnotherTopicIsAnotherRecord() {
        topology.see(deletion(CONTACTS, KEY, 9, 9), read(DOCUMENTS, KEY, 1, 1, "document"));

        assertThat(topology.picture(DOCUMENTS)).containsEntry(KEY, "document");
    }

    @Test
    void erasureEmptiesTheLatestRecordAndWhatIsOlderDoesNotFillIt() {
        topology.see(read(CONTACTS, KEY, 5, 5, "Ada"));
        topology.put(CONTACTS, bytes(KEY), null, new RecordHeaders());
        topology.see(delivered(CONTACTS, KEY, 4, 9, "Ada of before"));

        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, null);

        topology.see(read(CONTACTS, KEY, 6, 9, "Ada again"));
        assertThat(topology.picture(CONTACTS)).containsEntry(KEY, "Ada again");
        assertThat(topology.counts()).isEqualTo(new LatestCounts(2, 0, 1, 1, 0));
    }

    @Test
    void nothingOfARecordIsRememberedButItsKey() {
        topology.see(
                read(CONTACTS, KEY, 5, 5, "Ada Lovelace"),
                deletion(CONTACTS, "us/2", 5, 5),
                read(DOCUMENTS, KEY, 5, 5, "Will of Ada"));

        assertThat(topology.remembered())
                .hasSize(3)
                .allMatch(entry -> entry.contains("us/"))
                .noneMatch(entry -> entry.contains("Ada"));
    }

    static Stream<Arguments> foreignRecords() {
        Seen sound = read(CONTACTS, KEY, 9, 9, "foreign");
        return Stream.of(
                Arguments.of("no key", null, "value", sound.headers()),
                Arguments.of("no headers", KEY, "value", new RecordHeaders()),
                Arguments.of("no type", KEY, "value", without(sound, "ce_type")),
                Arguments.of("an empty type", KEY, "value", with(sound, "ce_type", "")),
                Arguments.of("no time", KEY, "value", without(sound, "ce_time")),
                Arguments.of("a time that is none", KEY, "value", with(sound, "ce_time", "yesterday")),
                Arguments.of(
                        "a header without a value",
                        KEY,
                        "value",
                        without(sound, "ce_time").add("ce_time", null)),
                Arguments.of("no as-of", KEY, "value", without(sound, "ce_asof")),
                Arguments.of("an as-of that is none", KEY, "value", with(sound, "ce_asof", "-1")),
                Arguments.of("a state without a value", KEY, null, sound.headers()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreignRecords")
    void foreignRecordIsLeftOutAndWhatFollowsIsNot(String what, String key, String value, Headers headers) {
        topology.put(CONTACTS, key == null ? null : bytes(key), value == null ? null : bytes(value), headers);
        assertThat(topology.latest(CONTACTS)).isEmpty();
        assertThat(topology.counts()).isEqualTo(new LatestCounts(0, 0, 0, 0, 1));

        topology.see(read(CONTACTS, KEY, 1, 1, "sound"));
        assertThat(topology.picture(CONTACTS)).isEqualTo(Map.of(KEY, "sound"));
    }

    private static Headers without(Seen seen, String header) {
        return seen.headers().remove(header);
    }

    private static Headers with(Seen seen, String header, String value) {
        return without(seen, header).add(header, bytes(value));
    }

    @Test
    void timesBeforeNineteenSeventyAndFractionsAreTimesToo() {
        Headers old = with(read(CONTACTS, KEY, 0, 0, "old"), "ce_time", "0001-01-01T00:00:00Z");
        Headers newer = with(read(CONTACTS, KEY, 0, 0, "newer"), "ce_time", "0001-01-01T00:00:00.0000001+00:00");
        topology.put(CONTACTS, bytes(KEY), bytes("newer"), newer);
        topology.put(CONTACTS, bytes(KEY), bytes("old"), old);

        assertThat(topology.latest(CONTACTS)).singleElement().satisfies(record -> assertThat(text(record.value()))
                .isEqualTo("newer"));
    }
}
