package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 77 lists, held against a count by hand: filters, largest page and what they can be sorted by. */
class ClioListsTest {

    private static final Map<String, String> FLAGS =
            Map.of("C", "created_since", "U", "updated_since", "I", "ids[]", "Q", "query");

    private static final Catalogue CLIO = Catalogue.clio();

    /** The flags: created_since, updated_since, ids[], query, paging. Some long lists of order keys are cut short. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    activities                                              | CUIQP |  200 | id date updated_at price total user.name
                    activity_rates                                          | CUI-P |  200 |
                    activity_descriptions                                   | CUI-P |  200 |
                    allocations                                             | CUI-P |  200 | id date
                    bank_accounts                                           | CUI-P |  200 | id name institution account_number transit_number currency updated_at type
                    bank_transactions                                       | CUI-P |  200 |
                    bill_themes                                             | CUI-P |  200 |
                    billable_clients                                        | ---QP |   25 |
                    billable_matters                                        | ---QP | 1000 |
                    bills                                                   | CUIQP |  200 | id due_at issued_at paid_at last_sent_at client_name matter_display_number balance number
                    calendar_entries                                        | CUIQP |  200 |
                    calendar_entry_event_types                              | CUI-P |  200 |
                    calendars                                               | CUI-P |  200 | name id
                    clio_file/submissions_reports                           | CUI-P |  200 | id submitted_date
                    clio_payments/links                                     | CUI-P |  200 |
                    clio_payments/payments                                  | --I-P |  200 |
                    communications                                          | CUIQP |  200 | id date received_at matter
                    contacts/{contact_id}/email_addresses                   | CUI-P |  200 |
                    contacts/{contact_id}/phone_numbers                     | CUI-P |  200 |
                    contacts                                                | CUIQP |  200 | id name shared_at
                    conversation_messages                                   | CUIQP |  200 | id
                    conversations                                           | CUI-P |  200 | id last_message_id matter_id
                    court_rules/jurisdictions/{jurisdiction_id}/triggers    | CUIQP | 1000 | description id
                    court_rules/jurisdictions                               | CUIQP |  200 | description id
                    court_rules/matter_dockets                              | CUIQP |  200 | id date
                    court_rules/service_types                               | CUI-P |  200 | description id
                    credit_memos                                            | CUI-P |  200 | id date
                    currencies                                              | CUI-P |  200 |
                    custom_fields                                           | CUIQP |  200 | id name display_order
                    custom_field_sets                                       | CUIQP |  200 | name id parent_type
                    custom_actions                                          | CUI-P |  200 |
                    damages                                                 | CUI-P |  200 |
                    expense_categories                                      | CU-QP |  200 | id name rate entry_type
                    grants                                                  | CUI-P |  200 |
                    grant_funding_sources                                   | CUI-P |  200 |
                    groups                                                  | CUIQP |  200 | id name
                    internal_notifications/event_metrics                    | ----- |    0 |
                    internal_notifications/my_events                        | ----P |  200 |
                    interest_charges                                        | CUI-P |  200 |
                    line_items                                              | CUIQP |  200 |
                    log_entries                                             | CUI-P |  200 | id accessed_at
                    matters/{matter_id}/related_contacts                    | ----P |  200 | id contact.name
                    matters/{matter_id}/contacts                            | ----P |  200 | is_client id
                    matters                                                 | CUIQP |  200 | id updated_at created_at display_number open_date
                    matter_stages                                           | CUI-P |  200 |
                    medical_records_details                                 | CUI-P |  200 |
                    notes                                                   | CUIQP |  200 | id date author updated_at
                    outstanding_client_balances                             | ----P |  200 |
                    practice_areas                                          | CUI-P |  200 | id name category code
                    relationships                                           | CUI-P |  200 |
                    reminders                                               | CUI-P |  200 | next_delivery_at id
                    reports                                                 | CUIQP |  200 |
                    report_presets                                          | CUIQP |  200 | created_at last_generated_at last_modified_at name next_scheduled_date
                    report_schedules                                        | CUI-P |  200 |
                    settings/text_snippets                                  | CUIQP |  200 | id snippet phrase whole_word
                    tasks                                                   | CUIQP |  200 | name task_type.name id priority matter.display_number due_at due_at_strict completed_at
                    task_calendars                                          | CUI-P |  200 |
                    task_templates                                          | CUIQP |  200 | assignee.name days_from_assignment id name permission priority
                    task_template_lists                                     | CUIQP |  200 | id name practice_area.name
                    task_types                                              | CUIQP |  200 | name id
                    trust_line_items                                        | CUI-P |  200 | id
                    users                                                   | CUI-P | 2000 | enabled id name first_name last_name initials subscription_type
                    utbms/sets                                              | CUI-P |  200 | name id
                    utbms/codes                                             | CUI-P |  200 | name id set
                    webhooks                                                | CUI-P |  200 | id
                    lauk_civil_certificated_rates                           | ----P |  200 |
                    lauk_civil_controlled_rates                             | ----P |  200 |
                    lauk_criminal_controlled_rates                          | ----P |  200 |
                    lauk_expense_categories                                 | ----P |  200 |
                    comments                                                | CU--P |  200 |
                    documents/{document_id}/versions                        | ----P |  200 |
                    documents                                               | CUIQP |  200 | created_at document_number id name received_at updated_at
                    document_automations                                    | CUI-P |  200 | id
                    document_categories                                     | CUIQP |  200 | id name
                    document_templates                                      | CUI-P |  200 | id filename category.name last_modified last_modified_by.name
                    folders/list                                            | CUIQP |  200 | id document_number name updated_at created_at received_at
                    folders                                                 | CUIQP |  200 | id name updated_at
                    """)
    void acceptsWhatClioSays(String path, String flags, int maxLimit, String orderKeys) {
        Operation list = CLIO.resource(path).operation(ClioOperation.list);

        assertThat(list.maxLimit()).isEqualTo(maxLimit);
        FLAGS.forEach((flag, parameter) ->
                assertThat(list.parameters().contains(parameter)).as(parameter).isEqualTo(flags.contains(flag)));
        assertThat(list.maxLimit() > 0).as("paged").isEqualTo(flags.contains("P"));
        if (orderKeys == null) {
            assertThat(list.orderKeys()).isEmpty();
        } else {
            assertThat(list.orderKeys()).contains(orderKeys.split(" "));
        }
    }

    @ParameterizedTest
    @CsvSource({"activities, 13", "matters, 17", "folders/list, 6", "bank_transactions, 0"})
    void knowsEveryOrderKey(String path, int count) {
        assertThat(CLIO.resource(path).operation(ClioOperation.list).orderKeys())
                .hasSize(count);
    }

    @Test
    void mostButNotAllCanBeAskedForWhatChanged() {
        Map<Boolean, Long> lists = CLIO.resources().stream()
                .filter(resource -> resource.offers(ClioOperation.list))
                .map(resource -> resource.operation(ClioOperation.list))
                .collect(Collectors.partitioningBy(Operation::incremental, Collectors.counting()));

        assertThat(lists).isEqualTo(Map.of(true, 64L, false, 13L));
    }

    @Test
    void threeShowTheirTrash() {
        assertThat(CLIO.resources())
                .filteredOn(resource -> resource.operations().values().stream().anyMatch(Operation::showsDeleted))
                .extracting(Resource::path)
                .containsExactly("documents", "folders", "folders/list");
    }

    @ParameterizedTest
    @CsvSource({
        "communications, date(asc)",
        "allocations, date(asc)",
        "credit_memos, date(asc)",
        "matters/{matter_id}/contacts, is_client(asc)"
    })
    void someAreNotOrderedByIdUnlessAskedTo(String path, String defaultOrder) {
        Operation list = CLIO.resource(path).operation(ClioOperation.list);

        assertThat(list.defaultOrder()).isEqualTo(defaultOrder);
        assertThat(list.orderedById()).isTrue();
        assertThat(CLIO.resources().stream()
                        .flatMap(resource -> resource.operations().values().stream())
                        .map(Operation::defaultOrder)
                        .filter(order -> order != null && !order.equals("id(asc)")))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "bank_transactions, id(asc), false",
        "report_presets, id(asc), false",
        "calendar_entries, , false",
        "matters, id(asc), true"
    })
    void someTakeNoOrderById(String path, String defaultOrder, boolean orderedById) {
        Operation list = CLIO.resource(path).operation(ClioOperation.list);

        assertThat(list.defaultOrder()).isEqualTo(defaultOrder);
        assertThat(list.ordered()).isEqualTo(defaultOrder != null);
        assertThat(list.orderedById()).isEqualTo(orderedById);
    }

    @ParameterizedTest
    @CsvSource({
        "notes, type",
        "conversation_messages, conversation_id",
        "lauk_expense_categories, region",
        "documents/{document_id}/versions, ",
        "activities, "
    })
    void someNeedAFilter(String path, String required) {
        assertThat(CLIO.resource(path).operation(ClioOperation.list).requiredParameters())
                .isEqualTo(required == null ? Set.of() : Set.of(required));
    }

    @Test
    void whatCannotBeToldApartCannotBePolled() {
        assertThat(CLIO.resources())
                .filteredOn(resource -> resource.offers(ClioOperation.list) && !resource.pollable())
                .extracting(Resource::path)
                .containsExactly("internal_notifications/event_metrics", "internal_notifications/my_events");
        assertThat(List.of("activities", "clio_payments/payments", "billable_clients"))
                .allMatch(path -> CLIO.resource(path).pollable());
        assertThat(CLIO.resource("timer").pollable()).isFalse();
    }
}
