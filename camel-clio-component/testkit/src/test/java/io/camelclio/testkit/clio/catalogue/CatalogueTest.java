package io.camelclio.testkit.clio.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Set<String> SIMPLE = Set.of("integer", "decimal", "string", "boolean", "date", "time", "json");

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void hasTheTenWebhookModelsUnderTheVendorsNumbers() {
        Map<String, Integer> models = new HashMap<>();
        catalogue.resources().stream()
                .flatMap(resource -> resource.model().stream())
                .forEach(model -> models.put(model.name(), model.id()));

        assertThat(models)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "matter", 1,
                        "activity", 2,
                        "bill", 3,
                        "calendar_entry", 4,
                        "communication", 5,
                        "contact", 6,
                        "task", 7,
                        "document", 8,
                        "folder", 9,
                        "clio_payments_payment", 10));
    }

    @Test
    void everyFieldIsOfAKnownKind() {
        catalogue
                .resources()
                .forEach(resource -> resource.type().fields().values().forEach(field -> {
                    if (field.nested()) {
                        assertThat(catalogue.type(field.kind()))
                                .as("%s of %s", field.name(), resource.path())
                                .isNotNull();
                        assertThat(catalogue.type(field.kind()).fields().values())
                                .as("%s of %s", field.name(), resource.path())
                                .isNotEmpty()
                                .allMatch(nested -> SIMPLE.contains(nested.kind()));
                    } else {
                        assertThat(SIMPLE)
                                .as("%s of %s", field.name(), resource.path())
                                .contains(field.kind());
                    }
                }));
    }

    @Test
    void knowsEightyFiveResourcesOfWhichSeventySixHaveAListByPages() {
        assertThat(catalogue.resources()).hasSize(85);
        assertThat(catalogue.resources())
                .filteredOn(resource -> resource.verbs().contains("list"))
                .hasSize(76);
    }

    @Test
    void recordsWithoutAnEtagAreThoseOfTheVendorsDocument() {
        assertThat(catalogue.resources())
                .filteredOn(resource -> !resource.type().has("etag"))
                .extracting(Resource::path)
                .containsExactlyInAnyOrder(
                        "clio_payments/payments",
                        "billable_clients",
                        "billable_matters",
                        "internal_notifications/event_metrics",
                        "internal_notifications/my_events",
                        "matters/{matter_id}/client",
                        "matters/{matter_id}/related_contacts");
    }

    @Test
    void listsWithoutUpdatedSinceAreThoseOfTheVendorsDocument() {
        assertThat(catalogue.resources())
                .filteredOn(resource -> resource.verbs().contains("list"))
                .filteredOn(resource -> !resource.list().names().contains("updated_since"))
                .extracting(Resource::path)
                .containsExactlyInAnyOrder(
                        "clio_payments/payments",
                        "billable_clients",
                        "billable_matters",
                        "internal_notifications/my_events",
                        "matters/{matter_id}/contacts",
                        "matters/{matter_id}/related_contacts",
                        "outstanding_client_balances",
                        "lauk_civil_certificated_rates",
                        "lauk_civil_controlled_rates",
                        "lauk_criminal_controlled_rates",
                        "lauk_expense_categories",
                        "documents/{id}/versions");
    }
}
