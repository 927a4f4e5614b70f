package io.camelclio.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void hasTheMiddleOfAnOddNumberOfRoundsAndBetweenTheMiddlesOfAnEvenOne() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9, 3));
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 6.0))).isEqualTo(new Spread(1, 5, 9, 4));
    }

    @Test
    void takesRatiosRoundByRoundAndNotOfMedians() {
        Spread ratio = Spread.ofRatios(List.of(10.0, 10.0, 90.0), List.of(10.0, 20.0, 100.0));

        assertThat(ratio).isEqualTo(new Spread(0.5, 0.9, 1.0, 3));
    }

    @Test
    void refusesRoundsThatAreNoPairs() {
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)))
                .hasMessage("2 rounds beside 1 are no pairs");
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("at least");
    }

    @Test
    void isToldWithItsEnds() {
        assertThat(new Spread(0.5, 0.57, 0.6, 5).text("%.2f")).isEqualTo("0.57 (0.50 to 0.60)");
    }
}
