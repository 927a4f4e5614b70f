package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "activities, status",
        "activities, ids[]",
        "activities, updated_since",
        "matters, custom_field_values[123]",
        "matters, custom_field_ids[]",
        "matters, open_date",
        "matters, open_date[]",
        "activity_descriptions, rate_for[user_id]",
        "custom_fields, deleted"
    })
    void takesClioSFilters(String path, String filter) {
        assertThat(list(path).checkedParameter(filter)).isEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource({
        "activities, statu, status",
        "activities, ids, ids[]",
        "activities, ids[7], ids[]",
        "activities, updatedSince, updated_since",
        "activities, status[7], status",
        "matters, custom_field_values, custom_field_values[{id}]",
        "matters, custom_field_values[x], custom_field_values[{id}]"
    })
    void namesTheNearestFilterInsteadOfAnUnknownOne(String path, String wrong, String meant) {
        assertThatThrownBy(() -> list(path).checkedParameter(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option filter." + wrong + ": Clio's list of " + path
                        + " has no such parameter; did you mean 'filter." + meant + "'?");
    }

    @Test
    void saysWhereThereAreNoFilters() {
        assertThatThrownBy(() -> operation("activities", ClioOperation.get).checkedParameter("status"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option filter.status: Clio's get of activities/{id} has no filters");
    }

    @ParameterizedTest
    @CsvSource({
        "fields, use option fields",
        "limit, use option limit",
        "order, use option order",
        "page_token, paging is followed by its links"
    })
    void leavesToOptionsWhatIsNoFilter(String name, String instead) {
        assertThatThrownBy(() -> list("activities").checkedParameter(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option filter." + name + " is not allowed; " + instead);
    }

    @ParameterizedTest
    @CsvSource({
        "activities, id(asc)",
        "activities, updated_at(desc)",
        "matters, statute_of_limitations.due_at(asc)",
        "bank_transactions, date(desc)"
    })
    void takesClioSOrders(String path, String order) {
        assertThat(list(path).checkedOrder(order)).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"activities, totl(desc), total(desc)", "activities, date, date(asc)", "bank_transactions, id, id(asc)"})
    void namesTheNearestOrderInsteadOfAnUnknownOne(String path, String wrong, String meant) {
        assertThatThrownBy(() -> list(path).checkedOrder(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option order is '" + wrong + "'; did you mean '" + meant + "'?");
    }

    @Test
    void saysWhatAListCanBeOrderedBy() {
        assertThatThrownBy(() -> list("conversations").checkedOrder("matter(asc)"))
                .hasMessage("Option order is 'matter(asc)'; did you mean 'matter_id(asc)'? Clio's list of conversations"
                        + " allows id, last_message_id, matter_id, each (asc) or (desc)");
    }

    @ParameterizedTest
    @CsvSource({"activities, 'date(asc),id(asc)'", "report_presets, id(asc)"})
    void suggestsNoOrderWhenNoneIsNear(String path, String wrong) {
        assertThatThrownBy(() -> list(path).checkedOrder(wrong))
                .hasMessageStartingWith("Option order is '" + wrong + "'; Clio's list of " + path + " allows ");
    }

    @Test
    void takesTheIdsOfItsPathOnly() {
        Operation versions = list("documents/{document_id}/versions");

        versions.checkPathParameter("document_id");

        assertThatThrownBy(() -> versions.checkPathParameter("documnt_id"))
                .hasMessage("Option path.documnt_id: Clio's list of documents/{document_id}/versions has no such id in"
                        + " its path; did you mean 'path.document_id'?");
        assertThatThrownBy(() -> list("activities").checkPathParameter("contact_id"))
                .hasMessage("Option path.contact_id: Clio's list of activities has no id in its path");
    }

    @Test
    void saysWhereThereIsNoOrder() {
        assertThatThrownBy(() -> list("calendar_entries").checkedOrder("id(asc)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option order is 'id(asc)', but Clio's list of calendar_entries has no order");
    }

    @Test
    void knowsWhatABodyMayHave() {
        Body body = operation("tasks", ClioOperation.create).body();

        assertThat(body.fields()).contains("name", "due_at", "matter", "assignee");
        assertThat(body.required()).contains("name").isSubsetOf(body.fields());
        assertThat(operation("tasks", ClioOperation.update).body().required()).isEmpty();
        assertThat(operation("tasks", ClioOperation.get).body().fields()).isEmpty();
    }

    @Test
    void whatIsCreatedOrChangedHasABody() {
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> Set.of(ClioOperation.create, ClioOperation.update, ClioOperation.upload)
                        .contains(operation.name()))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.body().fields())
                        .as(operation.path())
                        .isNotEmpty()
                        .containsAll(operation.body().required()));
    }

    @Test
    void knowsWhereAConditionIsTaken() {
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> Set.of(ClioOperation.get, ClioOperation.update, ClioOperation.who_am_i)
                        .contains(operation.name()))
                .hasSize(57 + 47 + 1)
                .allMatch(Operation::conditional);
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> operation.conditional() && operation.name() == ClioOperation.delete)
                .extracting(Operation::path)
                .containsExactly("grant_funding_sources/{id}");
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> operation.conditional() && operation.name() == ClioOperation.list)
                .isEmpty();
    }

    @Test
    void whatAnswersWithRecordsLetsFieldsBeChosen() {
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> operation.answer() == Answer.LIST)
                .allMatch(Operation::selectsFields);
        assertThat(CatalogueTest.operations())
                .filteredOn(operation -> operation.answer() == Answer.RECORD && !operation.selectsFields())
                .extracting(Operation::name)
                .containsExactly(ClioOperation.generate_report);
    }

    private static Operation list(String path) {
        return operation(path, ClioOperation.list);
    }

    private static Operation operation(String path, ClioOperation name) {
        return Catalogue.clio().resource(path).operation(name);
    }
}
