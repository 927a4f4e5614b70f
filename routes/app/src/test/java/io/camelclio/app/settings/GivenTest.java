package io.camelclio.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenTest {

    private final Given given = Given.of(Map.of("A", " one ", "B", "")::get);

    @Test
    void valueIsFreeOfSpacesAroundIt() {
        assertThat(given.value("A")).contains("one");
    }

    @Test
    void emptyValueIsNone() {
        assertThat(given.value("B")).isEmpty();
        assertThat(given.anyOf("B", "C")).isFalse();
        assertThat(given.anyOf("B", "A")).isTrue();
    }

    @Test
    void whatIsAddedWinsAndLeavesTheRest() {
        Given more = given.with(Map.of("A", "two", "C", "three"));

        assertThat(more.value("A")).contains("two");
        assertThat(more.with(Map.of("A", "four")).value("C")).contains("three");
        assertThat(given.value("A")).contains("one");
    }
}
