package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void keepsWhatIsShort() {
        String longest = "x".repeat(Words.LONGEST);

        assertThat(Words.bounded(longest)).isEqualTo(longest);
        assertThat(Words.bounded(null)).isNull();
    }

    @Test
    void showsThatSomethingIsLeftOut() {
        assertThat(Words.bounded("x".repeat(100_000))).isEqualTo("x".repeat(Words.LONGEST) + "…");
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(Words.bounded("x".repeat(Words.LONGEST - 1) + "\ud83d\udd25 fire"))
                .isEqualTo("x".repeat(Words.LONGEST - 1) + "…");
    }
}
