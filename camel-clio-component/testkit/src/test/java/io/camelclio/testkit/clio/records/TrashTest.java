package io.camelclio.testkit.clio.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrashTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void isEmptiedAfterThirtyDays() throws Exception {
        ClioRecord folder = clio.records("folders").create("{\"name\":\"Old\"}");
        clio.records("folders").delete(folder.id());

        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(trashed("folders")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        ApiClient later = new ApiClient(clio);

        assertThat(later.get("folders", "include_deleted", "true").data()).isEmpty();
        assertThat(later.patch("folders/" + folder.id(), "{\"data\":{\"restore\":true}}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void givesBackWhatIsRestored() throws Exception {
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will\"}");
        String path = "documents/" + document.id();
        api.delete(path);
        assertThat(api.get(path).status()).isEqualTo(404);

        ApiClient.Answer restored = api.patch(path, "{\"data\":{\"restore\":true}}", "fields", "name,deleted_at");

        assertThat(restored.data().toString()).isEqualTo("{\"name\":\"Will\",\"deleted_at\":null}");
        assertThat(api.get(path).status()).isEqualTo(200);
    }

    @Test
    void aDeletedCustomFieldIsFoundAmongTheDeletedOnly() throws Exception {
        ClioRecord kept = clio.records("custom_fields").create("{\"name\":\"Court\"}");
        ClioRecord gone = clio.records("custom_fields").create("{\"name\":\"Fax\"}");
        api.delete("custom_fields/" + gone.id());

        assertThat(api.get("custom_fields").data().findValuesAsText("id")).containsExactly("" + kept.id());
        assertThat(api.get("custom_fields", "deleted", "true", "fields", "name,deleted")
                        .data()
                        .toString())
                .isEqualTo("[{\"name\":\"Fax\",\"deleted\":true}]");
    }

    @Test
    void whatIsBeingChangedCannotBeDeleted() throws Exception {
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will\"}");
        clio.records("documents").beginChange(document.id());
        ApiClient.Answer refused = api.delete("documents/" + document.id());
        clio.records("documents").endChange(document.id());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorType()).isEqualTo("ConflictError");
        assertThat(api.delete("documents/" + document.id()).status()).isEqualTo(204);
        assertThatThrownBy(() -> clio.records("tasks").beginChange(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private int trashed(String path) throws Exception {
        return new ApiClient(clio).get(path, "include_deleted", "true").data().size();
    }
}
