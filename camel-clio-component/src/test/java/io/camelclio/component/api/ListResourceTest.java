package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListResourceTest {

    @ParameterizedTest
    @CsvSource({
        "activities,             activity,             true,  true,  200",
        "activity_rates,         activity_rate,        true,  false, 200",
        "calendar_entries,       calendar_entry,       true,  false, 200",
        "clio_payments/payments, clio_payments_payment,false, false, 200",
        "billable_matters,       billable_matter,      false, false, 1000",
        "billable_clients,       billable_client,      false, false, 25",
        "communications,         communication,        true,  true,  200",
        "users,                  user,                 true,  true,  2000"
    })
    void knowsWhatAListAccepts(String path, String entity, boolean incremental, boolean orderedById, int maxLimit) {
        assertThat(ListResource.of(path)).isEqualTo(new ListResource(path, entity, incremental, orderedById, maxLimit));
    }

    @ParameterizedTest
    @CsvSource({
        "contacts/123/phone_numbers, contacts/{id}/phone_numbers",
        "matters/3000000001/contacts, matters/{id}/contacts",
        "documents/5/versions, documents/{id}/versions",
        "court_rules/jurisdictions/9/triggers, court_rules/jurisdictions/{id}/triggers"
    })
    void findsAListBelowAnyParent(String path, String resource) {
        assertThat(ListResource.of(path).path()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({"activites, activities", "matter, matters", "Contacts, contacts", "calender_entries, calendar_entries"})
    void namesTheNearestListInsteadOfAnUnknownOne(String wrong, String meant) {
        assertThatThrownBy(() -> ListResource.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Clio has no list of '" + wrong + "'; did you mean '" + meant + "'?");
    }

    @Test
    void aSingleRecordIsNoList() {
        assertThat(ListResource.find("activities/152")).isEmpty();
        assertThat(ListResource.find("")).isEmpty();
    }
}
