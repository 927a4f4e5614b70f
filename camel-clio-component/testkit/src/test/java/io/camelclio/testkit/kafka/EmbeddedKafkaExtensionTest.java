package io.camelclio.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(EmbeddedKafkaExtension.class)
class EmbeddedKafkaExtensionTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension ONE = EmbeddedKafkaExtension.shared();

    @RegisterExtension
    static final EmbeddedKafkaExtension OTHER = EmbeddedKafkaExtension.shared();

    private static EmbeddedKafka ofTheClass;

    @BeforeAll
    static void remember(EmbeddedKafka kafka) {
        ofTheClass = kafka;
    }

    @Test
    void handsTestsTheRunningBrokerOfTheirClass(EmbeddedKafka kafka) {
        assertThat(kafka).isSameAs(ofTheClass);
        assertThat(kafka.isRunning()).isTrue();
    }

    @Test
    void sharesOneBrokerAmongAllWhoAskForThat() {
        assertThat(ONE.kafka()).isSameAs(OTHER.kafka()).isNotSameAs(ofTheClass);
        assertThat(ONE.kafka().isRunning()).isTrue();
    }

    @Test
    void saysWhenItIsNotRegistered() {
        assertThatThrownBy(() -> new EmbeddedKafkaExtension().kafka())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("register the extension");
    }

    @Nested
    class NestedTests {

        @Test
        void shareTheBroker(EmbeddedKafka kafka) {
            assertThat(kafka).isSameAs(ofTheClass);
            assertThat(kafka.isRunning()).isTrue();
        }
    }
}
