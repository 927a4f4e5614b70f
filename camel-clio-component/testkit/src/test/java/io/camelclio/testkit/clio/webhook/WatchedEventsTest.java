package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedEventsTest {

    private final WebhookAccount account = new WebhookAccount();

    @AfterEach
    void stop() {
        account.close();
    }

    static Stream<Resource> models() {
        List<Resource> models = Catalogue.load().resources().stream()
                .filter(resource -> resource.model().isPresent())
                .toList();
        assertThat(models).hasSize(10);
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void eachModelEmitsWhatItHasAndDeletionsOnlyIfItHasThem(Resource resource) throws Exception {
        account.subscribe(resource.model().orElseThrow().name(), "id,updated_at");
        ClioRecords records = account.clio.records(resource.path());

        ClioRecord record = records.create(Map.of());
        records.update(record.id(), change(resource));
        records.delete(record.id());

        boolean payments = resource.path().equals("clio_payments/payments");
        List<String> all = List.of("created", "updated", "deleted");
        assertThat(account.events()).isEqualTo(payments ? all.subList(0, 2) : all);
        byte[] last = account.clio
                .ledger()
                .deliveries()
                .get(account.events().size() - 1)
                .data();
        assertThat(new ObjectMapper().readTree(last).fieldNames())
                .toIterable()
                .containsExactly("id", payments ? "updated_at" : "etag");
    }

    @Test
    void everyChangeFiresWhereTheChangeTimeIsWatchedEvenWithinASecond() throws Exception {
        account.subscribe("task", "id,updated_at");
        ClioRecord task = account.clio.records("tasks").create("{\"name\":\"t\"}");

        account.clio.records("tasks").update(task.id(), Map.of("description", "one"));
        account.clio.records("tasks").update(task.id(), Map.of("description", "two"));

        assertThat(account.events()).containsExactly("created", "updated", "updated");
    }

    @Test
    void theFirstChangeEverSeenFiresForEachWebhookOfItsOwn() throws Exception {
        ClioRecord task = account.clio.records("tasks").create("{\"name\":\"t\"}");
        account.subscribe("task", "id,name");
        account.clio.records("tasks").update(task.id(), Map.of("description", "seen by the first"));
        account.subscribe("task", "id,name");

        account.clio.records("tasks").update(task.id(), Map.of("description", "seen by the second"));
        account.clio.records("tasks").update(task.id(), Map.of("description", "watched by neither"));

        assertThat(account.clio.ledger().deliveries())
                .extracting(Delivery::webhookId)
                .containsExactlyElementsOf(account.clio.webhooks().ids());
    }

    @Test
    void aMattersLifeCycleEventsFireBesideUpdated() throws Exception {
        account.subscribe("matter", "id,status");
        ClioRecords matters = account.clio.records("matters");
        ClioRecord matter = matters.create("{\"status\":\"Open\"}");

        matters.update(matter.id(), Map.of("status", "Pending"));
        matters.update(matter.id(), Map.of("status", "Closed"));
        matters.update(matter.id(), Map.of("status", "Open"));

        assertThat(account.events())
                .containsExactly(
                        "created", "updated", "matter_pended", "updated", "matter_closed", "updated", "matter_opened");
    }

    @Test
    void lifeCycleEventsFireAloneWhereOnlyTheyAreAskedFor() throws Exception {
        account.subscribe("matter", "id", "matter_closed");
        ClioRecord matter = account.clio.records("matters").create("{\"status\":\"Open\"}");

        account.clio.records("matters").update(matter.id(), Map.of("description", "no event"));
        account.clio.records("matters").update(matter.id(), Map.of("status", "Closed"));

        assertThat(account.events()).containsExactly("matter_closed");
    }

    /** Any simple field with a new value. */
    private static Map<String, Object> change(Resource resource) {
        String field = resource.type().fields().values().stream()
                .filter(each -> each.kind().equals("string"))
                .map(each -> each.name())
                .filter(name -> !List.of("id", "etag").contains(name))
                .findFirst()
                .orElseThrow();
        return Map.of(field, "changed");
    }
}
