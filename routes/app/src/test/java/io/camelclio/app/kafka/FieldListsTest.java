package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.camelclio.app.settings.Given;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.RecordFields;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged routes ask Clio for is what Clio's records have. */
class FieldListsTest {

    private static final RouteProperties PROPERTIES = RouteProperties.load(Optional.empty(), Given.of(name -> null));

    static Stream<String> entities() {
        return PROPERTIES.names().stream()
                .filter(name -> name.matches("clio\\..+\\.fields"))
                .map(name -> name.split("\\.")[1]);
    }

    @Test
    void thereIsOneForEachKindOfRecord() {
        assertThat(entities()).hasSize(12).contains("matter", "activity_rate");
    }

    @ParameterizedTest
    @MethodSource("entities")
    void asksForFieldsThatTheRecordHas(String entity) {
        String fields = PROPERTIES.value("clio." + entity + ".fields").orElseThrow();
        RecordFields record = Catalogue.clio().record(entity).orElseThrow();

        assertThatCode(() -> FieldList.parse(fields).check(record)).doesNotThrowAnyException();
    }
}
