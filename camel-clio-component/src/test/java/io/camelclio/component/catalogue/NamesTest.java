package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private static final List<String> FIELDS =
            List.of("id", "etag", "flat_rate", "date", "total", "updated_at", "note");

    @ParameterizedTest
    @CsvSource({
        "totl, total",
        "daet, date",
        "updatedat, updated_at",
        "upd, updated_at",
        "ettag, etag",
        "flatrates, flat_rate"
    })
    void asksForTheNameThatIsNear(String written, String meant) {
        assertThat(Names.hint(written, FIELDS)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"display_number", "matter", "''", "zzz"})
    void listsFiveNamesWhenNoneIsNear(String written) {
        assertThat(Names.hint(written, FIELDS))
                .startsWith("allowed are, among others, '")
                .satisfies(hint -> assertThat(hint.split("', '")).hasSize(5));
    }

    @Test
    void listsAllNamesWhenTheyAreFew() {
        assertThat(Names.hint("matter", Set.of("id", "date"))).isEqualTo("allowed: 'date', 'id'");
    }

    @Test
    void putsEquallyNearNamesInAlphabeticalOrder() {
        assertThat(Names.byNearness("e", Set.of("d", "c", "b", "a"))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void writesThePrefixBeforeEachName() {
        assertThat(Names.hint("filter.", "statu", List.of("status"))).isEqualTo("did you mean 'filter.status'?");
        assertThat(Names.hint("filter.", "matter", List.of("status"))).isEqualTo("allowed: 'filter.status'");
    }
}
