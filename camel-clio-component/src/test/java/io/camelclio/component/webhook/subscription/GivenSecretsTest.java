package io.camelclio.component.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenSecretsTest {

    @Test
    void takesOneOrSeveralSecretsOfAModel() {
        GivenSecrets secrets = GivenSecrets.of(Map.of("activity", "one", "calendar_entry", " old , new "));

        assertThat(secrets.of("activity")).containsExactly(Signature.key("one"));
        assertThat(secrets.of("calendar_entry")).containsExactly(Signature.key("old"), Signature.key("new"));
        assertThat(secrets.of("contact")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ",", "do-not-tell,", ",do-not-tell", "do-not-tell,,other", "do-not tell", "do-not-tellé"
            })
    void refusesWhatIsNoSecretAndDoesNotShowIt(String secrets) {
        assertThatThrownBy(() -> GivenSecrets.of(Map.of("activity", secrets)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option webhookSecrets has for 'activity'")
                .hasMessageNotContaining("do-not");
    }

    @Test
    void refusesASecretThatIsMissingOrLongerThanAnyOfClios() {
        Map<String, String> missing = new HashMap<>();
        missing.put("activity", null);

        assertThatThrownBy(() -> GivenSecrets.of(missing)).hasMessageContaining("'activity'");
        assertThatThrownBy(() -> GivenSecrets.of(Map.of("activity", "s".repeat(513))))
                .hasMessageContaining("512");
    }

    @Test
    void refusesAModelThatHasNoWebhooks() {
        assertThatThrownBy(() -> GivenSecrets.of(Map.of("activities", "do-not-tell")))
                .hasMessageContaining("Option webhookSecrets has an entry for 'activities'")
                .hasMessageContaining("matter, activity, bill")
                .hasMessageNotContaining("do-not-tell");
    }
}
