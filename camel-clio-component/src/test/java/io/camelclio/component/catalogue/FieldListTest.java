package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldListTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "id,etag",
                "id,client{id,name}",
                "client{id},id",
                "client{id,name},matter{id,display_number},total",
                "custom_field_values{id,value_2}"
            })
    void acceptsClioSGrammar(String list) {
        assertThat(FieldList.parse(list).text()).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                | has an empty name at character 1
                    ,                 | has an empty name at character 1
                    id,               | has an empty name at character 4
                    id,,etag          | has an empty name at character 4
                    {id}              | has an empty name at character 1
                    client{}          | has an empty name at character 8
                    client{id,}       | has an empty name at character 11
                    client{id}{name}  | has an empty name at character 11
                    client{id}name    | has no comma at character 11
                    client{id         | leaves a brace open at character 10
                    client{id,name    | leaves a brace open at character 15
                    client{id}}       | closes a brace that is not open at character 11
                    id}               | closes a brace that is not open at character 3
                    a{b{c}}           | nests deeper than the one level Clio allows at character 4
                    a{b,c{d}}         | nests deeper than the one level Clio allows at character 6
                    id,*              | has the impossible name '*' at character 4
                    id,Total          | has the impossible name 'Total' at character 4
                    id;etag           | has the impossible name 'id;etag' at character 1
                    id&limit=1        | has the impossible name 'id&limit=1' at character 1
                    a{2b}             | has the impossible name '2b' at character 3
                    """)
    void refusesEverythingElseAndSaysWhereTheFaultIs(String list, String fault) {
        assertThatThrownBy(() -> FieldList.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option fields " + fault + " of '" + list + "'")
                .hasMessageContaining("id,etag,client{id,name}");
    }

    @Test
    void dropsWhiteSpaceSoThatAListMayBeFolded() {
        assertThat(FieldList.parse(" id, etag,\n  client { id,\tname } ").text())
                .isEqualTo("id,etag,client{id,name}");
    }

    @Test
    void knowsItsTopLevelFieldsOnly() {
        FieldList list = FieldList.parse("id,client{name,etag},total");

        assertThat(list.has("id")).isTrue();
        assertThat(list.has("client")).isTrue();
        assertThat(list.has("total")).isTrue();
        assertThat(list.has("etag")).isFalse();
        assertThat(list.has("name")).isFalse();
    }
}
