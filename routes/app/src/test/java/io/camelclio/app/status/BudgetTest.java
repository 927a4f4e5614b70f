package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.status.StatusReport.Budget;
import io.camelclio.pull.rate.RateBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void isForAMinuteWhateverTheVendorCountsBy() {
        assertThat(of(5, 60).perMinute()).isEqualTo(300);
        assertThat(of(50, 1).perMinute()).isEqualTo(50);
    }

    @Test
    void hasNoLimitWhereTheVendorSaysThatItSetsNone() {
        assertThat(of(Integer.MAX_VALUE, 1).perMinute()).isNull();
        assertThat(of(Integer.MAX_VALUE, 60).perMinute()).isNull();
    }

    private static Budget of(int limit, int windows) {
        return Budget.of("clio", new RateBudget.State(limit, 1, 0, 0, Optional.empty()), windows, List.of());
    }
}
