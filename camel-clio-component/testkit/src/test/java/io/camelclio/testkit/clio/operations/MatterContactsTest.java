package io.camelclio.testkit.clio.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies below another record or is put together from several resources. */
class MatterContactsTest {

    private final ClioSandbox clio = ClioSandbox.builder().start();
    private final ApiClient api = new ApiClient(clio);
    private ClioRecord client;
    private ClioRecord witness;
    private ClioRecord matter;

    @BeforeEach
    void takeACase() {
        client = clio.records("contacts").create("{\"name\":\"Zoe\"}");
        witness = clio.records("contacts").create("{\"name\":\"Ann\"}");
        clio.records("contacts").create("{\"name\":\"Nobody\"}");
        matter = clio.records("matters")
                .create("{\"display_number\":\"00001\",\"client\":{\"id\":" + client.id() + "}}");
        clio.records("relationships")
                .create("{\"description\":\"Witness\",\"matter\":{\"id\":" + matter.id() + "},\"contact\":{\"id\":"
                        + witness.id() + "}}");
    }

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void aMattersContactsAreItsClientAndWhoeverIsRelated() throws Exception {
        String path = "matters/" + matter.id() + "/contacts";

        assertThat(api.get(path, "fields", "name,is_client,relationship_name", "order", "id(asc)")
                        .data()
                        .toString())
                .isEqualTo("[{\"name\":\"Zoe\",\"is_client\":true,\"relationship_name\":null},"
                        + "{\"name\":\"Ann\",\"is_client\":false,\"relationship_name\":\"Witness\"}]");
        assertThat(api.get(path, "fields", "name").data().findValuesAsText("name"))
                .as("the default order is_client(asc)")
                .containsExactly("Ann", "Zoe");
        assertThat(api.get("matters/1/contacts").status()).isEqualTo(404);
    }

    @Test
    void relatedContactsAreThoseWithoutTheClient() throws Exception {
        assertThat(api.get(
                                "matters/" + matter.id() + "/related_contacts",
                                "order",
                                "contact.name(asc)",
                                "fields",
                                "name")
                        .data()
                        .toString())
                .isEqualTo("[{\"name\":\"Ann\"}]");
    }

    @Test
    void theClientIsReadUnderTheMatterAndKnowsConditions() throws Exception {
        String path = "matters/" + matter.id() + "/client";
        ApiClient.Answer answer = api.get(path, "fields", "id,name,is_matter_client");

        assertThat(answer.data().toString())
                .isEqualTo("{\"id\":" + client.id() + ",\"name\":\"Zoe\",\"is_matter_client\":true}");
        assertThat(api.getWith("If-None-Match", answer.header("ETag"), path).status())
                .isEqualTo(304);
    }

    @Test
    void aSubResourceShowsItsOwnParentsRecordsOnly() throws Exception {
        ClioRecord number = clio.records("contacts/{contact_id}/phone_numbers")
                .createUnder(client.id(), "{\"number\":\"555-0100\"}");
        clio.records("contacts/{contact_id}/phone_numbers").createUnder(witness.id(), "{\"number\":\"555-0101\"}");

        ApiClient.Answer answer = api.get("contacts/" + client.id() + "/phone_numbers", "fields", "id,number");

        assertThat(answer.data().toString()).isEqualTo("[{\"id\":" + number.id() + ",\"number\":\"555-0100\"}]");
        assertThat(answer.json().at("/meta/records").asInt()).isEqualTo(1);
        assertThat(api.get("contacts/1/phone_numbers").status()).isEqualTo(404);
    }

    @Test
    void aTriggerIsReadUnderItsOwnJurisdictionOnly() throws Exception {
        ClioRecords jurisdictions = clio.records("court_rules/jurisdictions");
        long one = jurisdictions.create("{}").id();
        long two = jurisdictions.create("{}").id();
        long trigger = clio.records("court_rules/jurisdictions/{jurisdiction_id}/triggers")
                .createUnder(one, "{\"description\":\"Served\"}")
                .id();

        assertThat(api.get("court_rules/jurisdictions/" + one + "/triggers/" + trigger)
                        .status())
                .isEqualTo(200);
        assertThat(api.get("court_rules/jurisdictions/" + two + "/triggers/" + trigger)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void oneListHasDocumentsAndFolders() throws Exception {
        clio.records("folders").create("{\"name\":\"Evidence\"}");
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will\"}");
        String[] names = {"fields", "name"};

        assertThat(api.get("folders/list", names).data().findValuesAsText("name"))
                .containsExactly("Evidence", "Will");
        clio.records("documents").delete(document.id());
        assertThat(api.get("folders/list", names).data().findValuesAsText("name"))
                .containsExactly("Evidence");
        assertThat(api.get("folders/list", "fields", "name", "include_deleted", "true")
                        .data()
                        .findValuesAsText("name"))
                .containsExactly("Evidence", "Will");
    }
}
