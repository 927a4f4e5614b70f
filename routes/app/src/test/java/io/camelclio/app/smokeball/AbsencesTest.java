package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsencesTest {

    private static final int MOST = 2;

    private final Absences absences = new Absences("smokeball/us/staff", MOST);

    @Test
    void whatTwoReadsInARowLackHasVanished() {
        assertThat(read("a")).isEmpty();
        assertThat(absences.isInDoubt()).isTrue();

        assertThat(read("a", "b")).containsExactly("a");
        assertThat(absences.isInDoubt()).as("of b").isTrue();
        assertThat(read()).isEmpty();
        assertThat(absences.isInDoubt()).isFalse();
    }

    @Test
    void whatOneReadLacksAndTheNextMeetsHasNotVanished() {
        read("a");
        read();

        assertThat(read("a")).isEmpty();
    }

    @Test
    void whatIsMetElsewhereIsNotAbsent() {
        read("a");
        absences.begin();
        absences.hasRecords();
        absences.lacks("a", null);

        absences.met("a");

        assertThat(absences.end()).isEmpty();
    }

    @Test
    void whereThereIsNoRecordAtAllNoneHasVanished() {
        for (int reads = 0; reads < 3; reads++) {
            absences.begin();
            absences.lacks("a", null);
            assertThat(absences.end()).isEmpty();
        }
        assertThat(absences.isInDoubt()).isFalse();
    }

    @Test
    void tooManyAtOnceAreNoneAndTwoMoreReadsAreNeeded() {
        read("a", "b", "c");
        assertThat(read("a", "b", "c")).isEmpty();

        assertThat(read("a")).isEmpty();
        assertThat(read("a")).containsExactly("a");
    }

    @Test
    void doubtThatIsForgottenProvesNothing() {
        read("a");
        absences.forget();

        assertThat(read("a")).isEmpty();
    }

    private Set<String> read(String... lacking) {
        absences.begin();
        absences.hasRecords();
        for (String key : lacking) {
            absences.lacks(key, null);
        }
        return absences.end().keySet();
    }
}
