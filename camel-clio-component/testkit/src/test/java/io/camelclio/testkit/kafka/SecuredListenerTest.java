package io.camelclio.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecuredListenerTest {

    private static final String TOPIC = "clio.matter.v1";
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.builder().secured().build();

    @BeforeAll
    static void start() {
        KAFKA.start().createTopic(TOPIC, 1, Map.of());
    }

    @AfterAll
    static void close() {
        KAFKA.close();
    }

    @Test
    void userMayDoWhatAnAclAllowsAndNothingElse() throws Exception {
        SecuredListener secured = KAFKA.secured();
        Map<String, String> allowed = secured.clientOf("allowed");
        secured.allow(List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                new AccessControlEntry("User:allowed", "*", AclOperation.WRITE, AclPermissionType.ALLOW))));

        write(allowed);

        assertThat(new TopicReader(KAFKA.bootstrapServers()).readAll(TOPIC)).hasSize(1);
        assertThatThrownBy(() -> write(secured.clientOf("stranger")))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void nobodyComesInWithAWrongPassword() {
        Map<String, String> wrong = new HashMap<>(KAFKA.secured().clientOf("known"));
        wrong.computeIfPresent(
                "sasl.jaas.config", (name, value) -> value.replaceAll("password=\".*\"", "password=\"x\""));

        assertThatThrownBy(() -> write(wrong)).hasRootCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void nobodyComesInWithoutTls() {
        Map<String, String> plain = new HashMap<>(KAFKA.secured().clientOf("known"));
        plain.put("security.protocol", "SASL_PLAINTEXT");

        assertThatThrownBy(() -> write(plain)).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void clientThatDoesNotTrustTheCertificateStaysAway() {
        Map<String, String> untrusting = new HashMap<>(KAFKA.secured().clientOf("known"));
        untrusting.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertThatThrownBy(() -> write(untrusting))
                .isInstanceOf(Exception.class)
                .satisfies(
                        e -> assertThat(e).hasStackTraceContaining(SslAuthenticationException.class.getSimpleName()));
    }

    @Test
    void brokerWithoutItSaysHowToGetOne() {
        try (EmbeddedKafka open = EmbeddedKafka.builder().build()) {
            assertThatThrownBy(open::secured)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Builder.secured()");
        }
    }

    private static void write(Map<String, String> client) throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", KAFKA.secured().bootstrapServers());
        settings.put("max.block.ms", 3000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "us/1".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                    .get();
        }
    }
}
