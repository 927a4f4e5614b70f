package io.camelclio.kafka.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.erasure.Erasure;
import io.camelclio.kafka.erasure.ErasureRequest;
import io.camelclio.kafka.letters.Replay.Outcome;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LetterReplayTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final EmbeddedKafka kafka = BROKER.kafka();
    private final Post post = Post.with(kafka, "letters" + NAMES.incrementAndGet());

    @Test
    void letterArrivesOnceHoweverOftenItIsReplayedAndTheTrailSaysWhoAndWhere() throws Exception {
        post.write("us/1", 1);

        try (LetterReplay replay = post.begin()) {
            assertThat(replay.replay(post.all().get(0), post::straight).isNew()).isTrue();
            assertThat(replay.replay(post.all().get(0), post::straight).isNew()).isFalse();
        }
        try (LetterReplay again = post.begin()) {
            assertThat(again.replay(post.all().get(0), post::straight).isNew()).isFalse();
        }

        assertThat(post.arrived()).containsExactly("{\"id\":1}");
        Replay end = post.box().replays().of(post.all().get(0)).orElseThrow();
        assertThat(end.by()).isEqualTo("ada");
        assertThat(end.reason()).isEqualTo("route_failed");
        assertThat(end.to()).containsExactly(post.changes() + "-0-0");
        assertThat(end.changes()).containsExactly(Post.identity(1));
        assertThat(post.values(post.replays())).singleElement().asString().doesNotContain("us/1");
    }

    @Test
    void letterThatFailsAgainStaysAsItIsAndLeavesNothing() throws Exception {
        post.write("us/1", 1);
        DeadLetter letter = post.all().get(0);

        try (LetterReplay replay = post.begin()) {
            ReplayResult refused = replay.replay(letter, (any, destination) -> {
                post.straight(any, destination);
                throw new ImpassableException("its route is gone");
            });
            ReplayResult deadAgain = replay.replay(letter, (any, destination) -> {
                post.straight(any, destination);
                ProducerRecord<String, byte[]> again = new ProducerRecord<>(post.letters(), any.key(), any.value());
                again.headers().add("error_reason", "record_too_large".getBytes(UTF_8));
                destination.send(again, (metadata, exception) -> {});
            });

            assertThat(refused.refusal()).isEqualTo("its route is gone");
            assertThat(deadAgain.refusal()).contains("record_too_large");
            assertThat(post.arrived()).isEmpty();
            assertThat(post.all()).hasSize(1);
            assertThat(replay.replay(letter, post::straight).isNew())
                    .as("nothing hinders the next attempt")
                    .isTrue();
        }
        assertThat(post.arrived()).hasSize(1);
    }

    @Test
    void ofTwoLettersOfOneChangeOneArrives() throws Exception {
        post.write("us/1", 1);
        post.write("us/1", 1);

        List<Outcome> outcomes = replayAll();

        assertThat(outcomes).containsExactly(Outcome.REPLAYED, Outcome.OUTDATED);
        assertThat(post.arrived()).hasSize(1);
        assertThat(post.ended()).containsExactly("clio-0-0", "clio-0-1");
    }

    @Test
    void recordThatWasErasedDoesNotComeBackUnlessItFailedLater() throws Exception {
        post.write("us/1", 1);
        post.write("us/2", 2);
        erase("us/1");
        post.write("us/1", 3, Instant.now().plusSeconds(360), Map.of());

        List<Outcome> outcomes = replayAll();

        assertThat(outcomes).containsExactly(Outcome.ERASED, Outcome.REPLAYED, Outcome.REPLAYED);
        assertThat(post.arrived()).containsExactly("{\"id\":2}", "{\"id\":3}");
    }

    @Test
    void letterThatFailedRightAfterAnErasureWaitsBecauseClocksDiffer() throws Exception {
        erase("us/1");
        post.write("us/1", 1, Instant.now().plusSeconds(60), Map.of());

        try (LetterReplay replay = post.begin()) {
            ReplayResult result = replay.replay(post.all().get(0), post::straight);

            assertThat(result.end()).isEmpty();
            assertThat(result.refusal()).contains("erased", "5 min", "clocks differ");
        }
        assertThat(post.arrived()).isEmpty();
        assertThat(post.ended()).isEmpty();
    }

    @Test
    void recordThatIsErasedWhileAReplayRunsDoesNotComeBack() throws Exception {
        post.write("us/1", 1);
        post.write("us/2", 2);
        List<DeadLetter> letters = post.all();
        AtomicLong nanos = new AtomicLong(1);

        try (LetterReplay replay = post.begin(nanos::get)) {
            replay.replay(letters.get(0), post::straight);
            erase("us/2");
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());

            assertThat(replay.replay(letters.get(1), post::straight).end())
                    .map(Replay::outcome)
                    .contains(Outcome.ERASED);
        }
        assertThat(post.arrived()).containsExactly("{\"id\":1}");
    }

    @Test
    void lifeCycleEventOfARecordThatHasChangedSinceIsNotOutdated() throws Exception {
        post.remembering(kafka).remember("us/1", NOON, NOON.plusSeconds(9));
        post.writeChange("us/1", 1, "matter_closed", NOON, NOON);
        post.writeChange("us/1", 2, "changed", NOON, NOON);
        post.writeChange("us/1", 3, "deleted", NOON, NOON);

        List<Outcome> outcomes = replayAll(post.begin(post.known(10)));

        assertThat(outcomes).containsExactly(Outcome.REPLAYED, Outcome.OUTDATED, Outcome.OUTDATED);
        assertThat(post.arrived()).containsExactly("{\"id\":1}");
    }

    @Test
    void letterThatWasClosedAsOutdatedIsReplayedByWhoeverWantsAllVersions() throws Exception {
        post.remembering(kafka).remember("us/1", NOON.plusSeconds(9), NOON.plusSeconds(9));
        post.writeChange("us/1", 1, "changed", NOON, NOON);
        assertThat(replayAll(post.begin(post.known(10)))).containsExactly(Outcome.OUTDATED);

        List<Outcome> wanted = replayAll(post.beginForAllVersions());

        assertThat(wanted).containsExactly(Outcome.REPLAYED);
        assertThat(post.arrived()).hasSize(1);
        try (LetterReplay again = post.beginForAllVersions()) {
            assertThat(again.replay(post.all().get(0), post::straight).isNew()).isFalse();
        }
    }

    /** A → B → A, where the identity is a digest of the state. */
    @Test
    void stateThatCameBackIsNoRepetitionOfItself() throws Exception {
        post.remembering(kafka);
        post.writeChange("us/1", 1, "changed", NOON, NOON);
        post.writeChange("us/1", 2, "changed", NOON.plusSeconds(1), NOON.plusSeconds(1));
        post.writeChange("us/1", 1, "changed", NOON.plusSeconds(2), NOON.plusSeconds(2));
        post.writeChange("us/1", 1, "changed", NOON.plusSeconds(2), NOON.plusSeconds(3));
        DeadLetter first = post.all().get(0);
        try (LetterReplay replay = post.begin()) {
            replay.replay(first, post::straight);
        }

        List<Outcome> outcomes = replayAll(post.begin(post.known(10)));

        assertThat(outcomes).containsExactly(Outcome.REPLAYED, Outcome.REPLAYED, Outcome.REPLAYED, Outcome.OUTDATED);
        assertThat(post.arrived()).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":1}");
    }

    @Test
    void olderOfTwoLettersIsNotPutBehindTheNewerThatTheSameReplayWrote() throws Exception {
        post.remembering(kafka);
        post.writeChange("us/1", 2, "changed", NOON.plusSeconds(1), NOON.plusSeconds(1));
        post.writeChange("us/1", 1, "changed", NOON, NOON);

        List<Outcome> outcomes = replayAll(post.begin(post.known(10)));

        assertThat(outcomes).containsExactly(Outcome.REPLAYED, Outcome.OUTDATED);
        assertThat(post.arrived()).containsExactly("{\"id\":2}");
    }

    @Test
    void ofALetterThatBecomesSeveralRecordsThoseArriveThatAreNotOutdated() throws Exception {
        post.remembering(kafka).remember("us/old", NOON.plusSeconds(9), NOON.plusSeconds(9));
        post.writeChange("us/1", 1, "changed", NOON, NOON);

        try (LetterReplay replay = post.begin(post.known(10))) {
            Replay end = replay.replay(post.all().get(0), (letter, destination) -> {
                        post.straight(letter, destination);
                        post.to("us/old", letter, destination);
                    })
                    .end()
                    .orElseThrow();

            assertThat(end.outcome()).isEqualTo(Outcome.REPLAYED);
            assertThat(end.to()).hasSize(1);
        }
        assertThat(post.arrived()).hasSize(1);
    }

    @Test
    void noneOfALettersRecordsArrivesWhereOneWasErased() throws Exception {
        post.write("us/1", 1);
        erase("us/gone");

        try (LetterReplay replay = post.begin()) {
            assertThat(replay.replay(post.all().get(0), (letter, destination) -> {
                                post.straight(letter, destination);
                                post.to("us/gone", letter, destination);
                            })
                            .end())
                    .map(Replay::outcome)
                    .contains(Outcome.ERASED);
        }
        assertThat(post.arrived()).isEmpty();
    }

    @Test
    void moreKnownRecordsThanAreKeptStopTheReplayAndNameTheOption() throws Exception {
        post.remembering(kafka).remember("us/1", NOON, NOON);
        post.remember("us/2", NOON, NOON);
        post.write("us/1", 1);

        try (LetterReplay replay = post.begin(post.known(1))) {
            assertThatThrownBy(() -> replay.replay(post.all().get(0), post::straight))
                    .isInstanceOf(LettersException.class)
                    .hasMessageContainingAll("more than 1 records", "latest_state.max_records");
        }
    }

    @Test
    void changesThatLatestStateHasNotTakenAreCounted() throws Exception {
        post.remembering(kafka);
        assertThat(post.known(1).behind()).isZero();

        post.write("us/1", 1);
        replayAll();

        assertThat(post.known(1).behind()).isPositive();
    }

    @Test
    void letterThatNothingCanBeMadeOfIsRefusedAndStopsNoOther() throws Exception {
        write(2);
        List<DeadLetter> letters = post.all();

        try (LetterReplay replay = post.begin()) {
            ReplayResult foreign = replay.replay(letters.get(0), (letter, destination) -> {
                post.straight(letter, destination);
                throw new IllegalArgumentException("Mrs Doe has no such field");
            });

            assertThat(foreign.refusal())
                    .contains("java.lang.IllegalArgumentException")
                    .doesNotContain("Doe");
            assertThat(replay.replay(letters.get(1), post::straight).isNew()).isTrue();
        }
        assertThat(post.arrived()).containsExactly("{\"id\":1}");
    }

    @Test
    void nameThatIsNoneIsRefusedWithItsOption() {
        assertThatThrownBy(() -> Replay.checkedName("?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--by");
    }

    private void erase(String key) {
        new Erasure(post.client(ClientUse.PULLING), post.erasures(), Clock.systemUTC(), Duration.ofSeconds(20))
                .erase(new ErasureRequest("clio.contact", List.of(key), "ada"), List.of(), List.of());
    }

    @Test
    void replayThatBeginsStopsTheOneThatRuns() throws Exception {
        write(4);
        List<DeadLetter> letters = post.all();
        try (LetterReplay first = post.begin()) {
            first.replay(letters.get(0), post::straight);
            try (LetterReplay second = post.begin()) {
                assertThatThrownBy(() -> first.replay(letters.get(1), post::straight))
                        .isInstanceOf(LettersException.class)
                        .hasMessageContaining("Another replay");
                letters.forEach(letter -> second.replay(letter, post::straight));
            }
        }

        assertEachOnce(4);
    }

    /** Each stops the other, and begins again until it has seen all letters through. */
    @Test
    void everyLetterArrivesOnceWhereTwoReplayAtOnce() throws Exception {
        int letters = 8;
        write(letters);
        Runnable operator = () -> {
            for (int attempt = 0; attempt < 50; attempt++) {
                try {
                    replayAll();
                    return;
                } catch (LettersException e) {
                    // A broker may answer the one that is stopped with a failure of its own; what to do is the same.
                    assertThat(e.getMessage()).containsAnyOf("Another replay", "Run it again");
                }
            }
            throw new AssertionError("50 attempts were stopped");
        };

        CompletableFuture<Void> first = CompletableFuture.runAsync(operator);
        CompletableFuture<Void> second = CompletableFuture.runAsync(operator);
        CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);

        assertEachOnce(letters);
    }

    /** An offset is used again when a topic is made anew. */
    @Test
    void letterWithTheIdOfAnEarlierOneIsNotTakenForIt() throws Exception {
        post.write("us/1", 1);
        replayAll();
        DeadLetter earlier = post.all().get(0);
        DeadLetter other = new DeadLetter(
                earlier.id(), earlier.keptAt().plusSeconds(1), "us/9", earlier.value(), earlier.headers());

        assertThat(post.box().replays().of(earlier)).isPresent();
        assertThat(post.box().replays().of(other)).isEmpty();
    }

    @Test
    void missingTopicIsNamed() {
        DeadLetters nowhere = new DeadLetters(
                Map.of("clio", "no.such.topic"), post.replays(), post.client(ClientUse.READING), Post.PATIENCE);

        assertThatThrownBy(() -> nowhere.read(List.of("clio"), null, letter -> {}))
                .isInstanceOf(LettersException.class)
                .hasMessageContainingAll("no.such.topic", "topics apply");
    }

    @Test
    void letterIsFoundByItsIdAndNothingElseIs() throws Exception {
        write(3);

        assertThat(post.box().find(LetterId.parse("clio-0-1")))
                .map(letter -> new String(letter.value(), UTF_8))
                .contains("{\"id\":1}");
        assertThat(post.box().find(LetterId.parse("clio-0-3"))).isEmpty();
        assertThat(post.box().find(LetterId.parse("clio-7-0"))).isEmpty();
        assertThat(post.box().find(LetterId.parse("other-0-0"))).isEmpty();
    }

    @Test
    void everyLetterArrivesOnceWhateverStepACrashCutsShort() throws Exception {
        crashOften(8, 3);
    }

    @Tag("full")
    @Test
    void everyLetterArrivesOnceWhateverStepManyCrashesCutShort() throws Exception {
        crashOften(150, 20);
    }

    /** Each crash leaves a transaction as it is; whoever comes next begins from what is on Kafka. */
    private void crashOften(int crashes, int letters) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        Random random = new Random(seed);
        write(letters);
        List<LetterReplay> left = new ArrayList<>();
        for (int crash = 0; crash < crashes; crash++) {
            boolean before = random.nextBoolean();
            int step = 1 + random.nextInt(12);
            LetterReplay replay = post.begin(settings -> crashing(Post.producer(settings), step, before));
            left.add(replay);
            try {
                post.all().forEach(letter -> replay.replay(letter, post::straight));
            } catch (Crash e) {
                continue;
            }
        }
        replayAll();
        left.forEach(LetterReplay::close);

        assertThat(post.arrived())
                .as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.range(0, letters)
                        .mapToObj(number -> "{\"id\":" + number + "}")
                        .toList());
        assertEachOnce(letters);
    }

    private static final Set<String> STEPS = Set.of("beginTransaction", "send", "flush", "commitTransaction");

    /** A producer whose process dies at its n-th step, before or after Kafka has heard of it. */
    private static Producer<String, byte[]> crashing(Producer<String, byte[]> real, int step, boolean before) {
        AtomicInteger steps = new AtomicInteger();
        @SuppressWarnings("unchecked")
        Producer<String, byte[]> producer = (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean now = STEPS.contains(method.getName()) && steps.incrementAndGet() == step;
                    if (now && before) {
                        throw new Crash();
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (now) {
                            throw new Crash();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return producer;
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void write(int letters) throws Exception {
        for (int number = 0; number < letters; number++) {
            post.write("us/" + number, number);
        }
    }

    private List<Outcome> replayAll() {
        return replayAll(post.begin());
    }

    private List<Outcome> replayAll(LetterReplay begun) {
        try (LetterReplay replay = begun) {
            return post.all().stream()
                    .map(letter -> replay.replay(letter, post::straight).end())
                    .flatMap(Optional::stream)
                    .map(Replay::outcome)
                    .toList();
        }
    }

    private void assertEachOnce(int letters) {
        assertThat(post.ended())
                .containsExactlyElementsOf(IntStream.range(0, letters)
                        .mapToObj(number -> "clio-0-" + number)
                        .toList());
        assertThat(post.arrived()).hasSize(letters).doesNotHaveDuplicates();
    }
}
