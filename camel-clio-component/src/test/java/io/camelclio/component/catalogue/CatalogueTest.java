package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private static final Catalogue CLIO = Catalogue.clio();

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    static Stream<String> templates() {
        return CLIO.resources().stream().map(Resource::path);
    }

    static Stream<Operation> operations() {
        return CLIO.resources().stream().flatMap(resource -> resource.operations().values().stream());
    }

    @Test
    void coversAllOperationsOfClioSDocumentAndTheTwoOfItsProse() {
        assertThat(operations()).hasSize(282 + 2);
        assertThat(operations().map(Operation::path).distinct()).hasSize(156 + 1);
        assertThat(operations().collect(Collectors.groupingBy(Operation::method, Collectors.counting())))
                .isEqualTo(Map.of("GET", 142L, "POST", 49L + 1, "PATCH", 47L, "DELETE", 44L, "PUT", 1L));
    }

    @Test
    void hasEveryKindOfOperation() {
        Map<ClioOperation, Long> counts =
                operations().collect(Collectors.groupingBy(Operation::name, Collectors.counting()));

        assertThat(counts)
                .isEqualTo(Map.ofEntries(
                        Map.entry(ClioOperation.list, 77L),
                        Map.entry(ClioOperation.get, 57L),
                        Map.entry(ClioOperation.create, 45L),
                        Map.entry(ClioOperation.update, 47L),
                        Map.entry(ClioOperation.delete, 44L),
                        Map.entry(ClioOperation.download, 4L),
                        Map.entry(ClioOperation.preview, 2L),
                        Map.entry(ClioOperation.copy, 2L),
                        Map.entry(ClioOperation.ids, 1L),
                        Map.entry(ClioOperation.who_am_i, 1L),
                        Map.entry(ClioOperation.generate_report, 1L),
                        Map.entry(ClioOperation.save_as_latest_version, 1L),
                        Map.entry(ClioOperation.upload, 1L),
                        Map.entry(ClioOperation.activate, 1L)));
    }

    @Test
    void onlyUploadSharesItsRequestWithAnotherOperation() {
        Map<String, List<ClioOperation>> byRequest = operations()
                .collect(Collectors.groupingBy(
                        operation -> operation.method() + " " + operation.path(),
                        Collectors.mapping(Operation::name, Collectors.toList())));

        assertThat(byRequest.values())
                .filteredOn(names -> names.size() > 1)
                .containsExactly(List.of(ClioOperation.create, ClioOperation.upload));
    }

    @ParameterizedTest
    @CsvSource({
        "users,                                            who_am_i,               GET,  users/who_am_i,                     RECORD",
        "billable_matters,                                 ids,                    GET,  billable_matters/ids,               LIST",
        "documents,                                        download,               GET,  documents/{id}/download,            FILE",
        "documents,                                        copy,                   POST, documents/{id}/copy,                RECORD",
        "documents,                                        upload,                 POST, documents,                          RECORD",
        "bills,                                            preview,                GET,  bills/{id}/preview,                 FILE",
        "court_rules/matter_dockets,                       preview,                GET,  court_rules/matter_dockets/preview, FILE",
        "report_presets,                                   generate_report,        POST, report_presets/{id}/generate_report,RECORD",
        "task_template_lists,                              copy,                   POST, task_template_lists/{id}/copy,      RECORD",
        "document_archives,                                download,               GET,  document_archives/{id}/download,    FILE",
        "document_templates,                               download,               GET,  document_templates/{id}/download,   FILE",
        "reports,                                          download,               GET,  reports/{id}/download,              FILE",
        "webhooks,                                         activate,               PUT,  webhooks/{id}/activate,             NOTHING",
        "folders/list,                                     list,                   GET,  folders/list,                       LIST",
        "timer,                                            get,                    GET,  timer,                              RECORD",
        "timer,                                            delete,                 DELETE, timer,                            NOTHING",
        "settings/billing,                                 get,                    GET,  settings/billing,                   RECORD",
        "matters/{matter_id}/client,                       get,                    GET,  matters/{matter_id}/client,         RECORD",
        "medical_bills,                                    update,                 PATCH, medical_bills/{id},                RECORD",
        "bill_themes,                                      update,                 PATCH, bill_themes/{id},                  RECORD",
        "internal_notifications/event_metrics,             list,                   GET,  internal_notifications/event_metrics, RECORD",
        "contacts/{contact_id}/phone_numbers,              list,                   GET,  contacts/{contact_id}/phone_numbers,  LIST",
        "court_rules/jurisdictions/{jurisdiction_id}/triggers, get, GET, court_rules/jurisdictions/{jurisdiction_id}/triggers/{id}, RECORD",
        "documents/{document_id}/versions, save_as_latest_version, POST, documents/{document_id}/versions/{id}/save_as_latest_version, NOTHING"
    })
    void knowsTheRequestOfAnOperation(String resource, ClioOperation name, String method, String path, Answer answer) {
        Operation operation = CLIO.resource(resource).operation(name);

        assertThat(operation.method()).isEqualTo(method);
        assertThat(operation.path()).isEqualTo(path);
        assertThat(operation.answer()).isEqualTo(answer);
        assertThat(operation.needsId()).isEqualTo(path.contains("{id}"));
    }

    @ParameterizedTest
    @CsvSource({
        "calendar_entries, calendar_entry",
        "clio_payments/payments, clio_payments_payment",
        "clio_file/submissions_reports, submissions_report",
        "contacts/{contact_id}/email_addresses, email_address",
        "court_rules/jurisdictions/{jurisdiction_id}/triggers, jurisdiction_trigger",
        "court_rules/matter_dockets, matter_docket",
        "documents/{document_id}/versions, document_version",
        "expense_categories, expense_category",
        "folders/list, folder",
        "internal_notifications/my_events, internal_notification",
        "matters/{matter_id}/contacts, matter_contact",
        "medical_records_details, medical_records_detail",
        "settings/billing, billing_setting",
        "settings/text_snippets, text_snippet",
        "utbms/codes, utbms_code"
    })
    void namesTheEntityOfAResource(String path, String entity) {
        assertThat(CLIO.resource(path).entity()).isEqualTo(entity);
    }

    @Test
    void oneEntityIsThatOfOneResourceExceptForFolders() {
        Map<String, Long> shared =
                CLIO.resources().stream().collect(Collectors.groupingBy(Resource::entity, Collectors.counting()));
        shared.values().removeIf(count -> count == 1);

        assertThat(shared).isEqualTo(Map.of("folder", 2L));
        assertThat(CLIO.record("folder").map(RecordFields::type)).contains("Folder");
        assertThat(CLIO.resource("folders/list").fields().type()).isEqualTo("Item");
    }

    @Test
    void onlyACalendarEntrySIdIsAText() {
        assertThat(CLIO.resources())
                .filteredOn(resource -> resource.fields().idIsText())
                .extracting(Resource::path)
                .containsExactly("calendar_entries");
    }

    @ParameterizedTest
    @CsvSource({
        "calendar_entry, CalendarEntry",
        "clio_payments_payment, ClioPaymentsPayment",
        "matter, Matter",
        "billing_setting, BillingSetting"
    })
    void findsARecordByItsEntity(String entity, String type) {
        assertThat(CLIO.record(entity).map(RecordFields::type)).contains(type);
    }

    @Test
    void knowsNoRecordOfAnUnknownEntity() {
        assertThat(CLIO.record("unicorn")).isEmpty();
        assertThat(CLIO.record("matters")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void findsEveryResourceByItsPathWithIdsAndWithPlaceholders(String template) {
        assertThat(CLIO.resource(template).path()).isEqualTo(template);
        assertThat(CLIO.resource(PLACEHOLDER.matcher(template).replaceAll("123"))
                        .path())
                .isEqualTo(template);
        assertThat(CLIO.resource(PLACEHOLDER.matcher(template).replaceAll(Matcher.quoteReplacement("{id}")))
                        .path())
                .isEqualTo(template);
    }

    @Test
    void findsResourcesBelowRandomParents() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> templates = templates().toList();
        for (int round = 0; round < 500; round++) {
            String template = templates.get(random.nextInt(templates.size()));
            String path = PLACEHOLDER.matcher(template).replaceAll(parent -> randomId(random));

            assertThat(CLIO.resource(path).path()).as("seed %d, %s", seed, path).isEqualTo(template);
        }
    }

    @Test
    void namesTheResourceThatWasMeantDespiteALetterThatIsWrong() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> templates = templates().toList();
        for (int round = 0; round < 500; round++) {
            String template = templates.get(random.nextInt(templates.size()));
            StringBuilder wrong =
                    new StringBuilder(PLACEHOLDER.matcher(template).replaceAll(parent -> randomId(random)));
            List<Integer> letters = wrong.chars().boxed().toList();
            int at;
            do {
                at = random.nextInt(wrong.length());
            } while (!Character.isLetter(letters.get(at)));
            wrong.setCharAt(at, '#');

            assertThatThrownBy(() -> CLIO.resource(wrong.toString()))
                    .as("seed %d", seed)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Clio has no resource '" + wrong + "'; did you mean '" + template + "'?");
        }
    }

    private static String randomId(Random random) {
        return Long.toString(random.nextLong(1, 10_000_000_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "activites, activities",
        "matter, matters",
        "Contacts, contacts",
        "calender_entries, calendar_entries",
        "/activities, activities",
        "activities/, activities",
        "activities.json, activities",
        "contact/123/phone_numbers, contacts/{contact_id}/phone_numbers",
        "contacts/abc/phone_numbers, contacts/{contact_id}/phone_numbers",
        "contacts/{contct_id}/phone_numbers, contacts/{contact_id}/phone_numbers",
        "contacts/{matter_id}/phone_numbers, contacts/{contact_id}/phone_numbers"
    })
    void namesTheNearestResourceInsteadOfAnUnknownOne(String wrong, String meant) {
        assertThatThrownBy(() -> CLIO.resource(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Clio has no resource '" + wrong + "'; did you mean '" + meant + "'?");
    }

    @Test
    void listsSomeResourcesWhenNoneIsNear() {
        assertThatThrownBy(() -> CLIO.resource("customer_invoices"))
                .hasMessageStartingWith("Clio has no resource 'customer_invoices'; allowed are, among others, '")
                .hasMessageNotContaining("did you mean");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    activities/152           | 'activities' with operation=get and an id
                    documents/152/download   | 'documents' with operation=download and an id
                    users/who_am_i           | 'users' with operation=who_am_i
                    webhooks/{id}/activate   | 'webhooks' with operation=activate and an id
                    """)
    void explainsThatAPathIsAnOperation(String path, String meant) {
        assertThatThrownBy(() -> CLIO.resource(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Clio has no resource '" + path + "'; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "contacts//phone_numbers", "{id}", "7", "../../oauth/token"})
    void refusesWhatIsNoPath(String path) {
        assertThatThrownBy(() -> CLIO.resource(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesTheNamesOfAPathSParents() {
        assertThat(CLIO.resource("contacts/5/email_addresses").parents()).containsExactly("contact_id");
        assertThat(CLIO.resource("documents/5/versions").parents()).containsExactly("document_id");
        assertThat(CLIO.resource("activities").parents()).isEmpty();
    }

    @Test
    void refusesAnOperationThatAResourceDoesNotHave() {
        assertThat(CLIO.resource("bill_themes").offers(ClioOperation.create)).isFalse();
        assertThatThrownBy(() -> CLIO.resource("bill_themes").operation(ClioOperation.create))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option operation is 'create'; Clio's bill_themes has update, list");
        assertThatThrownBy(() -> CLIO.resource("activities").operation(ClioOperation.copy))
                .hasMessage("Option operation is 'copy'; Clio's activities has get, list, create, delete, update");
        assertThatThrownBy(() -> CLIO.resource("timer").operation(ClioOperation.list))
                .hasMessageContaining("Clio's timer has ")
                .hasMessageContaining("get");
    }

    @Test
    void resourcesCannotBeChanged() {
        assertThatThrownBy(() -> CLIO.resources().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> CLIO.resource("activities").operations().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> CLIO.record("matter").orElseThrow().names().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
