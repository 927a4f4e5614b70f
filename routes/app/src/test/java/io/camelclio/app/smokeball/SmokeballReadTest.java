package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

class SmokeballReadTest {

    private static final String CURSOR = "smokeball/us/activitycodes";
    private static final int PAGE_SIZE = 500;
    private static final Instant START = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant LATER = START.plusSeconds(30);

    private final MemoryStateRepository cursors = new MemoryStateRepository();
    private final PageSize pageSize = new PageSize(PAGE_SIZE);
    private int made;

    @Test
    void firstReadAsksForEverything() throws Exception {
        assertThat(query(read())).isEqualTo("Offset=0&Limit=500");
    }

    @Test
    void laterReadBeginsAnOverlapBeforeTheLastOneInTicks() throws Exception {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");

        assertThat(query(read())).isEqualTo("Offset=0&Limit=500&UpdatedSince=639028224000000000");
    }

    @Test
    void everyPageRepeatsTheFiltersAndGoesOnAfterTheRecordsItGot() throws Exception {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");
        SmokeballRead read = read();

        took(read, 500, 500, START);

        assertThat(query(read)).isEqualTo("Offset=500&Limit=500&UpdatedSince=639028224000000000");
    }

    @Test
    void dateOfAnAnswerThatLiesAheadOfOurClockSkipsNothing() throws Exception {
        SmokeballRead read = read();

        took(read, 1, 500, START.plusSeconds(86_400));

        assertThat(read.vendorStart()).isEqualTo(START);
        assertThat(read.seen().vendorTime()).isEqualTo(START.plusSeconds(86_400));
    }

    @Test
    void fullPageIsNeverTheLast() throws Exception {
        SmokeballRead read = read();

        took(read, 500, 500, START);

        assertThat(read.isUnfinished()).isTrue();
    }

    @Test
    void shortPageIsTheLast() throws Exception {
        SmokeballRead read = read();

        took(read, 500, 500, START);
        took(read, 499, 500, LATER);

        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void emptyPageIsTheLast() throws Exception {
        SmokeballRead read = read();

        took(read, 500, 500, START);
        took(read, 0, 500, LATER);

        assertThat(read.isUnfinished()).isFalse();
    }

    /** A server that gives less than it was asked for says so, and its page is then not short. */
    @Test
    void whatIsShortIsToldByTheLimitOfTheAnswer() throws Exception {
        SmokeballRead read = read();

        took(read, 100, 100, START);
        assertThat(read.isUnfinished()).isTrue();
        assertThat(query(read)).startsWith("Offset=100&");

        took(read, 99, 100, LATER);
        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void answerWithoutALimitIsFollowedToAnEmptyPage() throws Exception {
        SmokeballRead read = read();

        took(read, 3, 0, START);
        assertThat(read.isUnfinished()).isTrue();

        took(read, 0, 0, LATER);
        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void wholeReadMovesTheWatermarkToTheVendorsTimeAtItsStart() throws Exception {
        SmokeballRead read = read();
        took(read, 500, 500, START);
        took(read, 1, 500, LATER);

        read.of().end(read);

        assertThat(cursors.getState(CURSOR)).isEqualTo(START.toString());
    }

    @Test
    void readWithARecordThatWasNotTakenEndsAndLeavesTheWatermark() throws Exception {
        SmokeballRead read = read();
        took(read, 500, 500, START);

        read.breakOff();

        assertThat(read.isUnbroken()).isFalse();
        assertThat(read.isUnfinished()).isFalse();
        took(read, 1, 500, LATER);
        read.of().end(read);
        assertThat(cursors.getState(CURSOR)).isNull();
    }

    @Test
    void readThatHasMorePagesLeavesTheWatermark() throws Exception {
        SmokeballRead read = read();
        took(read, 500, 500, START);

        read.of().end(read);

        assertThat(cursors.getState(CURSOR)).isNull();
    }

    @Test
    void wholeReadTellsWhatItMet() throws Exception {
        SmokeballRead read = read();
        assertThat(read.isWhole()).isTrue();

        took(read, 3, 500, START);

        assertThat(read.met()).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void readOfChangesTellsNothingOfWhatHasVanished() throws Exception {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");
        SmokeballRead read = read();

        took(read, 1, 500, START);

        assertThat(read.isWhole()).isFalse();
        assertThat(read.isUnfinished()).isFalse();
        assertThat(read.met()).isEmpty();
    }

    @Test
    void samePageForAnotherOffsetIsAnError() throws Exception {
        SmokeballRead read = read();
        took(read, 1, 1, START);
        made = 0;

        assertThatThrownBy(() -> took(read, 1, 1, START))
                .isInstanceOf(SmokeballException.class)
                .hasMessageContaining("GET activitycodes");
    }

    @Test
    void readAfterAPageThatNeverCameAsksForSmallerOnes() throws Exception {
        PolledCollection polled = polled(Duration.ZERO);
        polled.begin(START);

        assertThat(query(began(polled, LATER))).isEqualTo("Offset=0&Limit=250");
        assertThat(query(began(polled, LATER))).isEqualTo("Offset=0&Limit=125");
    }

    @Test
    void readAfterOneThatWasAnsweredTriesLargerPagesAgain() throws Exception {
        PolledCollection polled = polled(Duration.ZERO);
        assertThat(pageSize.lower()).isTrue();
        SmokeballRead read = began(polled, START);
        assertThat(query(read)).isEqualTo("Offset=0&Limit=250");
        took(read, 1, 250, START);

        assertThat(query(began(polled, LATER))).isEqualTo("Offset=0&Limit=500");
    }

    @Test
    void longReadTriesLargerPagesAgainAfterSomeGoodOnes() throws Exception {
        SmokeballRead read = read();
        assertThat(pageSize.lower()).isTrue();

        for (int page = 0; page < 16; page++) {
            assertThat(query(read)).contains("Limit=250");
            took(read, 250, 250, START);
        }

        assertThat(query(read)).isEqualTo("Offset=4000&Limit=500");
    }

    @Test
    void largerPagesThatNeverComeAreTriedEverMoreSeldomUntilAReadIsWhole() throws Exception {
        int pages = 0;
        for (int failures = 0; failures < 5; failures++) {
            pageSize.lower();
            for (pages = 0; pageSize.now() == 250; pages++) {
                pageSize.came();
            }
        }
        assertThat(pages).isEqualTo(256);

        PolledCollection polled = polled(Duration.ZERO);
        took(began(polled, START), 1, 500, START);
        began(polled, LATER);
        pageSize.lower();
        for (pages = 0; pageSize.now() == 250; pages++) {
            pageSize.came();
        }
        assertThat(pages).isEqualTo(16);
    }

    @Test
    void pagesGetNoSmallerThanTen() {
        PageSize size = new PageSize(500);
        int times = 0;
        while (size.lower()) {
            times++;
        }

        assertThat(times).isEqualTo(6);
        assertThat(size.now()).isEqualTo(10);
        assertThat(new PageSize(3).lower()).isFalse();
    }

    @Test
    void everythingIsReadAgainWhenASweepIsDue() throws Exception {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");
        PolledCollection polled = polled(Duration.ofHours(24));
        SmokeballRead sweep = began(polled, START);
        assertThat(sweep.isWhole()).isTrue();
        took(sweep, 1, 500, START);
        polled.ended(sweep);

        assertThat(began(polled, START.plus(Duration.ofHours(23))).isWhole()).isFalse();
        assertThat(began(polled, START.plus(Duration.ofHours(24))).isWhole()).isTrue();
    }

    @Test
    void sweepThatWasNotTakenIsRepeated() throws Exception {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");
        PolledCollection polled = polled(Duration.ofHours(24));
        SmokeballRead sweep = began(polled, START);
        took(sweep, 1, 500, START);
        sweep.breakOff();
        polled.ended(sweep);

        assertThat(began(polled, LATER).isWhole()).isTrue();
    }

    private void took(SmokeballRead read, int records, int echoedLimit, Instant vendorTime) throws Exception {
        String page = IntStream.range(made, made + records)
                .mapToObj("{\"id\":\"%d\"}"::formatted)
                .collect(Collectors.joining(",", "{\"value\":[", "],\"limit\":" + echoedLimit + "}"));
        made += records;
        read.take(new Answer(200, page.getBytes(StandardCharsets.UTF_8), vendorTime, START));
    }

    private static String query(SmokeballRead read) {
        return read.request().orElseThrow().query();
    }

    private static SmokeballRead began(PolledCollection polled, Instant now) {
        return (SmokeballRead) polled.begin(now).next().orElseThrow();
    }

    private SmokeballRead read() throws Exception {
        return began(polled(Duration.ZERO), START);
    }

    private PolledCollection polled(Duration sweepPeriod) throws Exception {
        ChangeSource source = new ChangeSource("smokeball", "us");
        RecordList list = new RecordList(CURSOR, source, "activity_code", List.of(), Optional.empty(), true);
        Absences absences = new Absences("activitycodes", 100);
        PolledList polled = new PolledList(
                source,
                Collections.read(Optional.empty(), Optional.empty()).of("activity_code"),
                List.of(),
                null,
                "http://127.0.0.1/activitycodes",
                new Watermark(cursors, CURSOR, Duration.ofMinutes(5)),
                pageSize,
                new KnownCollection(new MemoryKnownRecords(1_000), list, absences, true));
        return new PolledCollection(
                polled,
                true,
                absences,
                new Watermark(cursors, CURSOR + "/swept", Duration.ZERO),
                sweepPeriod,
                Clock.fixed(START, ZoneOffset.UTC));
    }
}
