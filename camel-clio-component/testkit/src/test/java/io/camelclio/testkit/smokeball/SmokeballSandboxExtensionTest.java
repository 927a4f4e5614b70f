package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmokeballSandboxExtensionTest {

    @RegisterExtension
    static final SmokeballSandboxExtension EMPTY = SmokeballSandboxExtension.empty();

    @RegisterExtension
    static final SmokeballSandboxExtension POPULATED = SmokeballSandboxExtension.populated();

    @RegisterExtension
    static final SmokeballSandboxExtension OWN =
            SmokeballSandboxExtension.with(SmokeballSandbox.builder().seed(7));

    @Test
    void anEmptyAccountHasNoRecords() {
        assertThat(EMPTY.sandbox().collection("matters").all()).isEmpty();
    }

    @Test
    void aPopulatedAccountHasMattersWithWhatWasDoneOnThem() {
        List<String> matters = POPULATED.sandbox().collection("matters").all();

        assertThat(matters).hasSize(5).allSatisfy(matter -> {
            assertThat(POPULATED.sandbox().collection("fees").under(matter).all())
                    .hasSize(3);
            assertThat(POPULATED.sandbox().collection("expenses").under(matter).all())
                    .hasSize(3);
        });
        assertThat(POPULATED.sandbox().collection("contacts").all()).hasSize(3);
        assertThat(POPULATED.sandbox().activityCodes().all()).hasSize(3);
    }

    @Test
    void settingsOfOnesOwnCount() {
        assertThat(OWN.sandbox().clientId()).isNotEqualTo(EMPTY.sandbox().clientId());
    }
}
