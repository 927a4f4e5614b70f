package io.camelclio.kafka.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.KnownVersions;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.latest.Remembered;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one test, under a name of its own, with letters on them; and the shortest road to where these belong. */
final class Post {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String cluster;
    private final String name;

    /** @param name what its topics begin with */
    Post(String cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    static Post with(EmbeddedKafka kafka, String name) {
        Post post = new Post(kafka.bootstrapServers(), name);
        for (String topic : List.of(post.letters(), post.changes(), post.replays(), post.erasures())) {
            kafka.createTopic(topic, 1, Map.of());
        }
        return post;
    }

    /** With a changelog of a latest state. */
    Post remembering(EmbeddedKafka kafka) {
        kafka.createTopic(latest().changelog(), 1, Map.of());
        return this;
    }

    private LatestTopics latest() {
        return new LatestTopics(
                name + ".integration.latest.clio.v1",
                List.of(new LatestKind("clio.contact", changes(), name + ".clio.contact.latest.v1")));
    }

    KnownVersions known(int most) {
        return new KnownVersions(latest(), client(ClientUse.READING), PATIENCE, most);
    }

    /** The latest state comes to know a change of this key. */
    void remember(String key, Instant time, Instant asOf) throws ExecutionException, InterruptedException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                client(ClientUse.PULLING).asMap(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(Remembered.change(latest(), changes(), key, time, asOf))
                    .get();
        }
    }

    String letters() {
        return name + ".clio.dead_letter.v1";
    }

    String changes() {
        return name + ".clio.contact.v1";
    }

    String replays() {
        return name + ".integration.replay.v1";
    }

    String erasures() {
        return name + ".integration.erasure.v1";
    }

    ClientSettings client(ClientUse use) {
        return ClientSettings.merge(use, cluster, null);
    }

    /** A letter with this key; its identity is its number among all that are given. */
    void write(String key, int identity) throws ExecutionException, InterruptedException {
        write(key, identity, Instant.now(), Map.of());
    }

    /** A change of one type, that came at this time. */
    void writeChange(String key, int identity, String type, Instant time, Instant asOf)
            throws ExecutionException, InterruptedException {
        write(
                key,
                identity,
                Instant.now(),
                Map.of(
                        "ce_type",
                        "com.clio.contact." + type + ".v1",
                        "ce_time",
                        time.toString(),
                        "ce_asof",
                        asOf.toString()));
    }

    void write(String key, int identity, Instant keptAt, Map<String, String> headers)
            throws ExecutionException, InterruptedException {
        try (Producer<String, byte[]> producer =
                producer(client(ClientUse.PULLING).asMap())) {
            ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                    letters(), null, keptAt.toEpochMilli(), key, ("{\"id\":" + identity + "}").getBytes(UTF_8));
            letter.headers().add("error_reason", "route_failed".getBytes(UTF_8));
            letter.headers().add("ce_id", identity(identity).getBytes(UTF_8));
            headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
            producer.send(letter).get();
        }
    }

    static String identity(int number) {
        return "%064x".formatted(number);
    }

    static Producer<String, byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    DeadLetters box() {
        return new DeadLetters(Map.of("clio", letters()), replays(), client(ClientUse.READING), PATIENCE);
    }

    List<DeadLetter> all() {
        List<DeadLetter> all = new ArrayList<>();
        box().read(List.of("clio"), null, all::add);
        return all;
    }

    LetterReplay begin() {
        return begin(Post::producer);
    }

    LetterReplay begin(Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        return begin(List.of(), false, System::nanoTime, producers);
    }

    LetterReplay begin(LongSupplier nanos) {
        return begin(List.of(), false, nanos, Post::producer);
    }

    LetterReplay begin(KnownVersions known) {
        return begin(List.of(known), false, System::nanoTime, Post::producer);
    }

    LetterReplay beginForAllVersions() {
        return begin(List.of(), true, System::nanoTime, Post::producer);
    }

    private LetterReplay begin(
            List<KnownVersions> known,
            boolean outdatedToo,
            LongSupplier nanos,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        ReplayRules rules = new ReplayRules(
                replays(), erasures(), Set.of(letters()), Map.of(changes(), "clio.contact"), known, outdatedToo);
        return LetterReplay.begin(
                rules,
                client(ClientUse.REPLAYING),
                client(ClientUse.READING),
                "ada",
                Clock.systemUTC(),
                PATIENCE,
                nanos,
                producers);
    }

    /** To the change topic, as it is. */
    void straight(DeadLetter letter, Destination destination) {
        to(letter.key(), letter, destination);
    }

    /** To the change topic, under another key. */
    void to(String key, DeadLetter letter, Destination destination) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(changes(), key, letter.value());
        letter.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                record.headers().add(name, value.getBytes(UTF_8));
            }
        });
        CompletableFuture<Void> answered = new CompletableFuture<>();
        destination.send(record, (metadata, exception) -> answered.complete(null));
        answered.join();
    }

    /** What a reader of committed records finds: the values, in their order. */
    List<String> arrived() {
        awaitTransactions(changes());
        return values(changes());
    }

    /** The letters that have an end by the audit trail, in its order. */
    List<String> ended() {
        awaitTransactions(replays());
        return committed(replays()).stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    /** A commit that was answered shows a moment later. */
    private void awaitTransactions(String topic) {
        try (TopicScan scan = new TopicScan(client(ClientUse.READING), PATIENCE)) {
            scan.readAll(topic, record -> {});
        }
    }

    List<String> values(String topic) {
        return committed(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return new TopicReader(cluster).onlyCommitted().readAll(topic);
    }
}
