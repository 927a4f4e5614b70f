package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final String KEY = "clio/us/activities";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryStateRepository states = new MemoryStateRepository();
    private final Watermark watermark = new Watermark(states, KEY, Duration.ofSeconds(60));

    @Test
    void hasNoBeginningWhenNothingWasEverReadToTheEnd() {
        assertThat(watermark.from()).isEmpty();
    }

    @Test
    void beginsAnOverlapBeforeTheLastEnd() {
        watermark.moveTo(NOON);

        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(watermark.from()).contains(Instant.parse("2026-03-01T11:59:00Z"));
    }

    @Test
    void aReadThatEndsBeforeItBeganDoesNotTakeBackHowFarAnotherCame() {
        watermark.moveTo(NOON);

        watermark.moveTo(NOON.minusSeconds(60), NOON.plusSeconds(30));
        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:00Z");

        watermark.moveTo(NOON.plusSeconds(10), NOON.plusSeconds(100));
        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:10Z");
    }

    @Test
    void aMarkInTheFutureIsTakenBack() {
        watermark.moveTo(NOON.plusSeconds(3600));

        watermark.moveTo(NOON.minusSeconds(60), NOON);

        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T11:59:00Z");
    }

    @Test
    void survivesARestartThroughItsRepository() {
        watermark.moveTo(NOON);

        assertThat(new Watermark(states, KEY, Duration.ZERO).from()).contains(NOON);
        assertThat(new Watermark(states, "clio/us/bills", Duration.ZERO).from()).isEmpty();
    }

    @Test
    void namesAStoredStateThatIsNoTime() {
        states.setState(KEY, "yesterday");

        assertThatThrownBy(watermark::from)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining("yesterday");
    }

    @Test
    void keepsHowFarAReadHasComeBesideIt() {
        ReadProgress progress = new ReadProgress(NOON.plusSeconds(600), "9f86d081", "/api/v4/a.json?page_token=x");
        watermark.moveTo(NOON);
        watermark.keep(progress);

        assertThat(states.getState(KEY))
                .isEqualTo("2026-03-01T12:00:00Z reading 2026-03-01T12:10:00Z 9f86d081 /api/v4/a.json?page_token=x");
        assertThat(watermark.from()).contains(Instant.parse("2026-03-01T11:59:00Z"));
        assertThat(watermark.unfinished("9f86d081")).contains(progress);
        assertThat(watermark.unfinished("another")).isEmpty();
    }

    @Test
    void saysOnceThatAllIsToBeReadAgainUntilItWas() {
        watermark.moveTo(NOON);
        assertThat(watermark.isMeantToBeReadAgain()).isFalse();

        states.setState(KEY, Watermark.again(Optional.of(NOON)));
        assertThat(watermark.from()).contains(Instant.parse("2026-03-01T11:59:00Z"));
        assertThat(watermark.isMeantToBeReadAgain()).isTrue();
        assertThat(watermark.isMeantToBeReadAgain()).isFalse();

        watermark.keep(new ReadProgress(NOON, "9f86d081", "/a?b"));
        assertThat(watermark.isSetBack()).as("in the middle of that read").isTrue();
        assertThat(watermark.isMeantToBeReadAgain()).isFalse();
        assertThat(new Watermark(states, KEY, Duration.ZERO).isMeantToBeReadAgain())
                .as("to whoever goes on with it")
                .isTrue();
        watermark.startAgain();
        assertThat(watermark.isSetBack()).isTrue();

        watermark.moveTo(NOON.plusSeconds(1));
        assertThat(watermark.isSetBack()).isFalse();
        assertThat(watermark.isMeantToBeReadAgain()).isFalse();
        states.setState(KEY, Watermark.again(Optional.of(NOON)));
        assertThat(watermark.isMeantToBeReadAgain()).as("set anew").isTrue();
    }

    @Test
    void mayBeSetSoThatAllThereEverWasIsReadAgain() {
        states.setState(KEY, Watermark.again(Optional.empty()));

        assertThat(watermark.from()).isEmpty();
        assertThat(watermark.isMeantToBeReadAgain()).isTrue();
    }

    @Test
    void showsWhatIsStoredWithoutThatNote() {
        assertThat(Watermark.withoutAgain(Watermark.again(Optional.of(NOON)))).isEqualTo(NOON.toString());
        assertThat(Watermark.withoutAgain("2026-03-01T12:00:00Z again reading x y /again"))
                .isEqualTo("2026-03-01T12:00:00Z reading x y /again");
        assertThat(Watermark.withoutAgain("152")).isEqualTo("152");
    }

    @Test
    void keepsHowFarTheVeryFirstReadHasCome() {
        watermark.keep(new ReadProgress(NOON, "9f86d081", "/a?b"));

        assertThat(watermark.from()).isEmpty();
        assertThat(watermark.unfinished("9f86d081")).isPresent();
    }

    @Test
    void forgetsAReadThatEndedOrStartsAgain() {
        watermark.moveTo(NOON);
        watermark.keep(new ReadProgress(NOON, "9f86d081", "/a?b"));
        watermark.startAgain();
        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:00Z");

        watermark.keep(new ReadProgress(NOON, "9f86d081", "/a?b"));
        watermark.moveTo(NOON.plusSeconds(1));
        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:01Z");
        assertThat(watermark.unfinished("9f86d081")).isEmpty();
    }

    @Test
    void namesAStoredProgressThatIsUnreadable() {
        states.setState(KEY, "- reading something");

        assertThatThrownBy(() -> watermark.unfinished("9f86d081"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining("delete it to read everything again");
    }
}
