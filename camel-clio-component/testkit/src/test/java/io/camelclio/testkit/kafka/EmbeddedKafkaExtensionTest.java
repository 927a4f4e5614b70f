package io.camelclio.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedKafkaExtension.class)
class EmbeddedKafkaExtensionTest {

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
        EmbeddedKafkaExtension one = EmbeddedKafkaExtension.shared();
        EmbeddedKafkaExtension other = EmbeddedKafkaExtension.shared();
        one.beforeAll(null);
        other.beforeAll(null);

        assertThat(one.kafka()).isSameAs(other.kafka()).isNotSameAs(ofTheClass);
        assertThat(one.kafka().isRunning()).isTrue();
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
