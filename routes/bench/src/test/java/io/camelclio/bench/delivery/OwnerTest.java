package io.camelclio.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {

    @Test
    void whatJavaDoesBelongsToWhoAskedForIt() {
        assertThat(Owner.of(
                        List.of("java.util.HashMap", "org.apache.camel.support.DefaultMessage", "io.vertx.core.Vertx")))
                .isEqualTo("Camel");
        assertThat(Owner.of(List.of("sun.security.provider.SHA2", "io.camelclio.event.ChangeIdentity")))
                .isEqualTo("signature and digests");
        assertThat(Owner.of(List.of("java.lang.Thread"))).isEqualTo(Owner.NOBODY);
    }

    @Test
    void aSubjectOfTheBenchIsNotTakenForTheBridge() {
        assertThat(Owner.of(List.of("io.camelclio.bench.subject.HandWrittenServer")))
                .isEqualTo("the subject's own class");
        assertThat(Owner.of(List.of("io.camelclio.component.webhook.delivery.Delivery")))
                .isEqualTo("camel-clio");
    }
}
