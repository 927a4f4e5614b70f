package io.camelclio.testkit.clio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClioSandboxExtensionTest {

    @RegisterExtension
    final ClioSandboxExtension empty = ClioSandboxExtension.empty();

    @RegisterExtension
    final ClioSandboxExtension populated = ClioSandboxExtension.populated();

    @RegisterExtension
    final ClioSandboxExtension strict =
            ClioSandboxExtension.with(ClioSandbox.builder().rateLimit(1, Duration.ofHours(1)));

    @Test
    void anEmptyAccountHasItsOwnerOnly() {
        assertThat(empty.sandbox().records("matters").all()).isEmpty();
        assertThat(empty.sandbox().records("users").all()).hasSize(1);
    }

    @Test
    void aPopulatedAccountIsAFirmAtWork() {
        assertThat(populated.sandbox().records("matters").all()).hasSize(8);
        assertThat(populated.sandbox().records("activities").all()).hasSize(5);
    }

    @Test
    void settingsOfOnesOwnCount() throws Exception {
        ApiClient client = new ApiClient(strict.sandbox());

        assertThat(client.get("users").status()).isEqualTo(200);
        assertThat(client.get("users").status()).isEqualTo(429);
    }

    @Test
    void propertiesLeadToTheSandbox() {
        assertThat(empty.properties())
                .containsEntry("camel.component.clio.connection-name", "sandbox")
                .containsEntry(
                        "camel.component.clio.api-url",
                        empty.sandbox().baseUri().toString())
                .containsEntry(
                        "camel.component.clio.refresh-token", empty.sandbox().refreshToken());
    }
}
