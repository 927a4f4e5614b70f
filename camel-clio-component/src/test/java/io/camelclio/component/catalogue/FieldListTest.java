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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    activity       | id,etag,total,matter{id,display_number},user
                    matter         | id,custom_field_values{id,value,custom_field},client{id,primary_address}
                    matter         | account_balances{id,balance},currency{code}
                    bill           | matters{id,display_number},client{id},client{name}
                    calendar_entry | id,attendees{id,name}
                    billing_setting| billing_currencies{anything}
                    """)
    void passesWhatARecordHas(String entity, String list) {
        assertThat(FieldList.parse(list).check(record(entity)).text()).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    activity | id,totl             | 'totl', and Clio's Activity has no field 'totl'; did you mean 'total'?
                    activity | displaynumber       | 'displaynumber', and Clio's Activity has no field 'displaynumber'
                    activity | updatedat           | 'updatedat', and Clio's Activity has no field 'updatedat'; did you mean 'updated_at'?
                    activity | id,matter{id,nmber} | 'matter{nmber}', and Clio's Matter has no field 'nmber'; did you mean 'number'?
                    activity | user{id},user{nam}  | 'user{nam}', and Clio's User has no field 'nam'; did you mean 'name'?
                    bill     | matters{displayname}| 'matters{displayname}', and Clio's Matter has no field 'displayname'
                    activity | id,total{id}        | 'total{id}', but the total of Clio's Activity has no fields of its own; ask for 'total'
                    contact  | mattr{id}           | 'mattr', and Clio's Contact has no field 'mattr'
                    """)
    void refusesWhatARecordDoesNotHaveAndNamesTheNearest(String entity, String list, String fault) {
        FieldList parsed = FieldList.parse(list);

        assertThatThrownBy(() -> parsed.check(record(entity)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option fields has " + fault);
    }

    private static RecordFields record(String entity) {
        return Catalogue.clio().record(entity).orElseThrow();
    }
}
