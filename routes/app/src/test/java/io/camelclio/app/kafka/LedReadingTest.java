package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whoever leads reads of a topic, and what the next one reads again. */
class LedReadingTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final String POSITION = "led/0";

    private final EmbeddedKafka kafka = BROKER.kafka();
    private final String topic = "led.reading.v" + TOPICS.incrementAndGet();
    private final MemoryStateRepository positions = new MemoryStateRepository();
    private final List<LedReading> readings = new ArrayList<>();
    private Object term = new Object();

    @BeforeEach
    void start() {
        kafka.createTopic(topic, 1, Map.of());
        positions.start();
    }

    @AfterEach
    void stop() {
        readings.forEach(LedReading::stop);
    }

    @Test
    void anotherProcessTakesOverAtTheFirstThatIsNotDone() {
        produce("a", "b", "c");
        Taken first = new Taken();
        LedReading reading = reading(first);
        readUntil(reading, first, "a", "b", "c");
        first.done("a");
        first.done("c");
        reading.readOn();
        assertThat(positions.getState(POSITION)).isEqualTo("1");

        Taken second = new Taken();
        readUntil(reading(second), second, "b", "c");
    }

    @Test
    void undoneOneHoldsUpTheCursorAndNothingElse() {
        produce("a", "b", "c");
        Taken taken = new Taken();
        LedReading reading = reading(taken);
        readUntil(reading, taken, "a", "b", "c");
        taken.done("b");
        taken.done("c");
        reading.readOn();
        assertThat(positions.getState(POSITION)).isNull();

        produce("d");
        readUntil(reading, taken, "a", "b", "c", "d");
        taken.done("d");
        taken.done("a");
        reading.readOn();

        assertThat(positions.getState(POSITION)).isEqualTo("4");
    }

    @Test
    void nextTermOfTheSameProcessForgetsWhatTheLastOneHeld() {
        produce("a", "b");
        Taken taken = new Taken();
        LedReading reading = reading(taken);
        readUntil(reading, taken, "a", "b");
        taken.done("a");
        reading.readOn();
        Runnable doneTooLate = taken.open.remove("b");

        term = new Object();
        readUntil(reading, taken, "a", "b", "b");
        assertThat(taken.begun).isEqualTo(2);
        doneTooLate.run();
        reading.readOn();

        assertThat(positions.getState(POSITION)).isEqualTo("1");
        taken.done("b");
        reading.readOn();
        assertThat(positions.getState(POSITION)).isEqualTo("2");
    }

    @Test
    void restartGoesOnBehindWhatIsDone() {
        produce("a", "b");
        Taken taken = new Taken();
        LedReading reading = reading(taken);
        readUntil(reading, taken, "a", "b");
        taken.done("a");
        reading.readOn();

        reading.stop();
        produce("c");

        readUntil(reading, taken, "a", "b", "b", "c");
    }

    @Test
    void readsNoMoreThanItMayHoldAndTellsHowManyAreLeft() {
        int all = 1_200;
        produce(IntStream.range(0, all).mapToObj(String::valueOf).toArray(String[]::new));
        Taken taken = new Taken();
        LedReading reading = reading(taken, 300);
        await("the first of them").atMost(PATIENCE).until(() -> {
            reading.readOn();
            return !taken.values.isEmpty();
        });
        while (taken.values.size() < 300) {
            reading.readOn();
        }
        int held = taken.values.size();
        assertThat(held).as("held, with one poll more").isBetween(300, 799);
        assertThat(held + taken.toRead).isEqualTo(all);

        reading.readOn();
        reading.readOn();
        assertThat(taken.values).hasSize(held);
        taken.doneAtOnce = true;
        List.copyOf(taken.open.keySet()).forEach(taken::done);

        await("the rest").atMost(PATIENCE).until(() -> {
            reading.readOn();
            return String.valueOf(all).equals(positions.getState(POSITION));
        });
        assertThat(taken.values).doesNotHaveDuplicates().hasSize(all);
        assertThat(taken.toRead).isZero();
    }

    @Test
    void oneThatTheTakerFailsOnIsLeftOutAndTheOthersGoOn() {
        produce("a", "b", "c");
        Taken taken = new Taken();
        taken.failing = "b";
        LedReading reading = reading(taken);

        readUntil(reading, taken, "a", "c");
        taken.done("a");
        taken.done("c");
        reading.readOn();

        assertThat(positions.getState(POSITION)).isEqualTo("3");
    }

    @Test
    void whoDoesNotLeadReadsNothing() {
        produce("a");
        Taken taken = new Taken();
        LedReading reading = new LedReading(topic, settings(), positions, "led", this::notLeading, taken);
        readings.add(reading);

        assertThatThrownBy(reading::readOn).hasMessage("This process does not lead");
        assertThat(taken.begun).isZero();
        assertThat(taken.values).isEmpty();
    }

    private Object notLeading() {
        throw new IllegalStateException("This process does not lead");
    }

    private LedReading reading(Taken taken) {
        return reading(taken, 10_000);
    }

    private LedReading reading(Taken taken, int mostHeld) {
        LedReading reading = new LedReading(topic, settings(), positions, "led", () -> term, taken, mostHeld);
        readings.add(reading);
        return reading;
    }

    private ClientSettings settings() {
        return ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null);
    }

    private static void readUntil(LedReading reading, Taken taken, String... values) {
        await(String.join(", ", values)).atMost(PATIENCE).until(() -> {
            reading.readOn();
            return taken.values.equals(List.of(values));
        });
    }

    private void produce(String... values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Keeps what was handed over until the test says that it is done. */
    private static final class Taken implements LedReading.Taker {

        private final List<String> values = new ArrayList<>();
        private final Map<String, Runnable> open = new TreeMap<>();
        private String failing = "";
        private boolean doneAtOnce;
        private int begun;
        private long toRead;

        @Override
        public void beginAnew() {
            begun++;
        }

        @Override
        public void giveUpOverdue() {
            // Nothing is overdue here.
        }

        @Override
        public void toRead(long records) {
            toRead = records;
        }

        @Override
        public void take(byte[] value, Runnable done) {
            if (failing.equals(new String(value, StandardCharsets.UTF_8))) {
                throw new IllegalStateException("No taker of " + failing);
            }
            values.add(new String(value, StandardCharsets.UTF_8));
            if (doneAtOnce) {
                done.run();
            } else {
                open.put(new String(value, StandardCharsets.UTF_8), done);
            }
        }

        void done(String value) {
            open.remove(value).run();
        }
    }
}
