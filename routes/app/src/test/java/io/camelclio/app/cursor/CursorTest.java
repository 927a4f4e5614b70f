package io.camelclio.app.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {

    @ParameterizedTest
    @CsvSource({
        "clio/us/webhooks/activity, activity, true",
        "clio/us/activities, activity, true",
        "clio/us/activities, activities, true",
        "clio/us/activity_rates, activity, false",
        "smokeball/us/matters, matters, true",
        "smokeball/us/matters?Status=Open, matters, true",
        "smokeball/us/matters/{matterId}/fees, matters/{matterId}/fees, true",
        "smokeball/us/matters/7c1/fees, matters/{matterId}/fees, true",
        "smokeball/us/matters/7c1/fees, matters, false",
        "smokeball/us/matters/7c1/expenses, matters/{matterId}/fees, false",
        "clio-us, clio-us, false"
    })
    void aListUnderParentsHasACursorForEachOfThem(String name, String list, boolean isOf) {
        assertThat(new Cursor(name, "-").isOf(list)).isEqualTo(isOf);
    }

    @Test
    void onlyTimesToReadFromMayBeSet() {
        assertThat(new Cursor("clio/us/activities", "2026-03-01T12:00:00Z").isPlaceToReadFrom())
                .isTrue();
        assertThat(new Cursor("clio/us/activities", "2026-03-01T12:00:00Z reading {}").time())
                .hasToString("Optional[2026-03-01T12:00:00Z]");
        assertThat(new Cursor("clio/us/webhooks/activity/compared", "2026-03-01T12:00:00Z").isPlaceToReadFrom())
                .isFalse();
        assertThat(new Cursor("smokeball/us/hints/0", "152").isPlaceToReadFrom())
                .isFalse();
    }
}
