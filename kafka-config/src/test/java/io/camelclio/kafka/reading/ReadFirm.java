package io.camelclio.kafka.reading;

import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestState;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.KafkaUser;
import io.camelclio.testkit.kafka.SecuredListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A cluster with the shipped topics of two kinds, the records of {@link SampleFirm} and their latest state, which has
 * stopped before the last changes came; and the user for readers, with the rights of its file and no other.
 */
final class ReadFirm implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String USER = "camel-clio-consumer";
    private static final List<LatestKind> KINDS = Stream.of("activity", "matter")
            .map(kind -> new LatestKind("clio." + kind, "clio." + kind + ".v1", "clio." + kind + ".latest.v1"))
            .toList();
    private static final LatestTopics LATEST = new LatestTopics("integration.latest.clio.v1", KINDS);

    private final EmbeddedKafka kafka = EmbeddedKafka.builder().secured().build();
    private final KafkaUser user;

    ReadFirm() throws Exception {
        kafka.start();
        for (TopicDefinition topic : TopicFiles.packaged()) {
            if (LATEST.names().contains(topic.name())) {
                kafka.createTopic(topic.name(), topic.partitions(), topic.config());
            }
        }
        publish(SampleFirm.activities());
        publish(SampleFirm.matters());
        try (LatestState latest =
                new LatestState(LATEST, ClientSettings.merge(ClientUse.STREAMING, kafka.bootstrapServers(), null))) {
            latest.start();
            await("all taken")
                    .atMost(PATIENCE)
                    .until(() -> latest.lag().size() == KINDS.size()
                            && latest.lag().values().stream().allMatch(lag -> lag == 0));
        }
        publish(SampleFirm.laterMatters());
        giveUp(SampleFirm.givenUp());
        user = KafkaUser.read(Page.FOLDER.resolve("users/" + USER + ".yaml"));
        secured().allow(user.rights());
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        ClientSettings client = ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client.asMap(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private void giveUp(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> client =
                new HashMap<>(ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null)
                        .asMap());
        client.put("transactional.id", "given-up");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.flush();
            producer.abortTransaction();
        }
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    private SecuredListener secured() {
        return kafka.secured();
    }

    String brokers() {
        return secured().bootstrapServers();
    }

    /** Settings of the reader for a Java client. */
    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(secured().clientOf(USER));
        client.put("bootstrap.servers", brokers());
        return client;
    }

    /** Gives the reader further rights, a list in YAML. */
    void allow(String rights) {
        secured().allow(user.with(rights).rights());
    }

    /** A page's settings, with this cluster's values in place of what a reader has to fill in. */
    String filledIn(String settings) throws IOException {
        Map<String, String> client = secured().clientOf(USER);
        String password = client.get("sasl.jaas.config").replaceAll(".* password=\"(.*)\";", "$1");
        return settings.replace("<password>", password).replace("<ca.pem>", client.get("ssl.truststore.location"));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
