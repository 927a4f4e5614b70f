package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens at Smokeball, on the way and to the process: after the next sweeps the latest state is Smokeball's own.
 * The courses of events are drawn at random, each from a seed that a failure names.
 */
class SmokeballCoursesTest {

    @Test
    void latestStateIsSmokeballsAfterTheNextSweeps() throws Exception {
        assertNothingLost(1, 3);
    }

    @Test
    @Tag("full")
    void latestStateIsSmokeballsAfterManyCourses() throws Exception {
        assertNothingLost(1_000, 100);
    }

    private static void assertNothingLost(int firstSeed, int courses) throws Exception {
        int lost = 0;
        int records = 0;
        int crashes = 0;
        int takeovers = 0;
        int moves = 0;
        int published = 0;
        for (int seed = firstSeed; seed < firstSeed + courses; seed++) {
            try (SmokeballCourse course = new SmokeballCourse(seed)) {
                course.run();
                lost += course.lost();
                records += course.records();
                crashes += course.crashes();
                takeovers += course.takeovers();
                moves += course.moves();
                published += course.hints().told(HintOutcome.PUBLISHED);
            }
        }
        System.out.printf(
                "%d courses, %d records, %d moves, %d crashes, %d changes of the leader, %d published by hints: %d lost%n",
                courses, records, moves, crashes, takeovers, published, lost);
        assertThat(lost).isZero();
        assertThat(moves).as("moves").isPositive();
        assertThat(takeovers).as("changes of the leader").isPositive();
        assertThat(published).as("published by hints").isPositive();
    }
}
