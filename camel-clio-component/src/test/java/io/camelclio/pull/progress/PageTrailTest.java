package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PageTrailTest {

    @Test
    void aTrailThatNeverComesBackHasNoEnd() {
        PageTrail trail = new PageTrail();

        assertThatCode(() -> {
                    for (int page = 0; page < 100_000; page++) {
                        trail.follow("page " + page);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void everyCircleIsNoticedBeforeItWasWalkedThreeTimes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int way = random.nextInt(50);
            int circle = 1 + random.nextInt(50);
            assertThat(stepsUntilNoticed(way, circle))
                    .as("seed %d: %d pages lead to a circle of %d", seed, way, circle)
                    .isLessThanOrEqualTo(3L * (way + circle) + 3);
        }
    }

    @Test
    void aPageThatLeadsToItselfIsNoticedAtOnce() {
        PageTrail trail = new PageTrail();
        trail.follow("a");

        assertThatThrownBy(() -> trail.follow("a")).isInstanceOf(IllegalStateException.class);
    }

    private static long stepsUntilNoticed(int way, int circle) {
        PageTrail trail = new PageTrail();
        for (long step = 0; ; step++) {
            long page = step < way ? step : way + (step - way) % circle;
            try {
                trail.follow("page " + page);
            } catch (IllegalStateException noticed) {
                return step;
            }
        }
    }
}
