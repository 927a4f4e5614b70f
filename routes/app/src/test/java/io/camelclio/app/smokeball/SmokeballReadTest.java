package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

class SmokeballReadTest {

    private static final String CURSOR = "smokeball/us/activitycodes";
    private static final int PAGE_SIZE = 500;
    private static final Instant START = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant LATER = START.plusSeconds(30);

    private final MemoryStateRepository cursors = new MemoryStateRepository();

    @Test
    void firstReadAsksForEverything() {
        assertThat(read().getQuery()).isEqualTo("Offset=0&Limit=500");
    }

    @Test
    void laterReadBeginsAnOverlapBeforeTheLastOneInTicks() {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");

        assertThat(read().getQuery()).isEqualTo("Offset=0&Limit=500&UpdatedSince=639028224000000000");
    }

    @Test
    void everyPageRepeatsTheFiltersAndGoesOnAfterTheRecordsItGot() {
        cursors.setState(CURSOR, "2026-01-01T00:05:00Z");
        SmokeballRead read = read();

        read.took(500, 500, START);

        assertThat(read.getQuery()).isEqualTo("Offset=500&Limit=500&UpdatedSince=639028224000000000");
    }

    @Test
    void fullPageIsNeverTheLast() {
        SmokeballRead read = read();

        read.took(500, 500, START);

        assertThat(read.isUnfinished()).isTrue();
    }

    @Test
    void shortPageIsTheLast() {
        SmokeballRead read = read();

        read.took(500, 500, START);
        read.took(499, 500, LATER);

        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void emptyPageIsTheLast() {
        SmokeballRead read = read();

        read.took(500, 500, START);
        read.took(0, 500, LATER);

        assertThat(read.isUnfinished()).isFalse();
    }

    /** A server that gives less than it was asked for says so, and its page is then not short. */
    @Test
    void whatIsShortIsToldByTheLimitOfTheAnswer() {
        SmokeballRead read = read();

        read.took(100, 100, START);
        assertThat(read.isUnfinished()).isTrue();
        assertThat(read.getQuery()).startsWith("Offset=100&");

        read.took(99, 100, LATER);
        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void answerWithoutALimitIsFollowedToAnEmptyPage() {
        SmokeballRead read = read();

        read.took(3, 0, START);
        assertThat(read.isUnfinished()).isTrue();

        read.took(0, 0, LATER);
        assertThat(read.isUnfinished()).isFalse();
    }

    @Test
    void wholeReadMovesTheWatermarkToTheVendorsTimeAtItsStart() {
        SmokeballRead read = read();
        read.took(500, 500, START);
        read.took(1, 500, LATER);

        read.end();

        assertThat(cursors.getState(CURSOR)).isEqualTo(START.toString());
    }

    @Test
    void refusedPageIsAskedForAgainAfterAPauseThatDoubles() {
        SmokeballRead read = read();
        read.took(500, 500, START);

        assertThat(read.refused()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read.refused()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.isUnfinished()).isTrue();
        assertThat(read.getQuery()).isEqualTo("Offset=500&Limit=500");
        read.took(1, 500, LATER);
        read.end();
        assertThat(cursors.getState(CURSOR)).isEqualTo(START.toString());
    }

    @Test
    void pageThatIsAnsweredMakesTheNextRefusalTheFirst() {
        SmokeballRead read = read();
        read.refused();
        read.took(500, 500, START);

        assertThat(read.refused()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readThatIsRefusedAgainAndAgainEndsAndLeavesTheWatermark() {
        SmokeballRead read = read();
        read.took(500, 500, START);
        for (int refusal = 0; refusal < 5; refusal++) {
            assertThat(read.isUnfinished()).isTrue();
            read.refused();
        }

        read.end();

        assertThat(read.isUnfinished()).isFalse();
        assertThat(cursors.getState(CURSOR)).isNull();
    }

    @Test
    void readWithARecordThatWasNotTakenEndsAndLeavesTheWatermark() {
        SmokeballRead read = read();
        read.took(500, 500, START);

        read.breakOff();

        assertThat(read.isUnbroken()).isFalse();
        assertThat(read.isUnfinished()).isFalse();
        read.took(1, 500, LATER);
        read.end();
        assertThat(cursors.getState(CURSOR)).isNull();
    }

    @Test
    void readThatHasMorePagesLeavesTheWatermark() {
        SmokeballRead read = read();
        read.took(500, 500, START);

        read.end();

        assertThat(cursors.getState(CURSOR)).isNull();
    }

    private SmokeballRead read() {
        Watermark watermark = new Watermark(cursors, CURSOR, Duration.ofMinutes(5));
        return new SmokeballRead("activitycodes", "activity_code", PAGE_SIZE, watermark, START);
    }
}
