package io.camelclio.kafka.published;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What is known of one topic that is followed: of each record of a vendor the changes that were published last, as far as the topic
 * has been read. What it says after a successful {@link #refresh} is right for all that was there when it was asked. Safe for
 * several threads.
 */
public final class PublishedTopic {

    /** The most changes that are remembered, two or three hundred bytes each. */
    static final int MOST_CHANGES = 20_000;

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(10);
    private static final Duration STALE = Duration.ofSeconds(2);
    private static final CompletableFuture<Boolean> NOT_KNOWN = CompletableFuture.completedFuture(false);

    private final String name;
    private final LongSupplier nanos;
    private final Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> endOffsets;
    private final Condition lookedUp;
    private final LastChanges last;
    private final Lookups lookups = new Lookups(this::lookUp);

    private CompletableFuture<Boolean> begun = NOT_KNOWN;
    private Uuid id;
    private Set<TopicPartition> partitions = Set.of();
    private Map<TopicPartition, Long> positions = Map.of();
    private Map<TopicPartition, Long> forgottenTo = Map.of();
    private boolean forgetting;
    private int forgets;
    private boolean replaced;
    private long upToDateAt;
    private long lag = -1;
    private Awaited awaited;

    /** Ends that are not reached yet, and who waits for them. */
    private record Awaited(Map<TopicPartition, Long> ends, CompletableFuture<Boolean> reached) {}

    /**
     * @param endOffsets asks Kafka where partitions end, behind what is not yet committed; never waits
     * @param lookedUp told whether that can be looked up
     */
    PublishedTopic(
            String name,
            LongSupplier nanos,
            Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> endOffsets,
            Condition lookedUp) {
        this.name = name;
        this.nanos = nanos;
        this.endOffsets = endOffsets;
        this.lookedUp = lookedUp;
        this.last = new LastChanges(MOST_CHANGES);
    }

    /** Its name on Kafka. */
    public String name() {
        return name;
    }

    /**
     * Whether a change is there with nothing but newer ones of its record behind it ({@code ce_time}), as far as the topic
     * has been read. Never waits.
     *
     * @param subject {@code ce_subject} of the change
     * @param identity its {@code ce_id}
     */
    public synchronized boolean isPublished(String subject, String identity) {
        return !forgetting && last.isInOrder(subject, identity);
    }

    /**
     * Whether a change is there and counts for more than all others of the same time, so that the rule of what is newer finds it
     * wherever it lies, as far as the topic has been read. Never waits.
     *
     * @param subject {@code ce_subject} of the change
     * @param identity its {@code ce_id}
     */
    public synchronized boolean holds(String subject, String identity) {
        return !forgetting && last.holds(subject, identity);
    }

    /**
     * Whether a change is there as a delivery brought it ({@code ce_vendorevent}), whatever is behind it, as far as the topic has
     * been read. Never waits.
     *
     * @param subject {@code ce_subject} of the change
     * @param identity its {@code ce_id}
     */
    public synchronized boolean isDelivered(String subject, String identity) {
        return !forgetting && last.isDelivered(subject, identity);
    }

    /**
     * Whether any change of a record is remembered. Never waits.
     *
     * @param subject {@code ce_subject} of its changes
     */
    public synchronized boolean knows(String subject) {
        return !forgetting && last.knows(subject);
    }

    /** Whether more is there than has been read for some time, at a start say, though it is being read. Never waits. */
    public synchronized boolean isBehind() {
        return !begun.isDone() || !partitions.isEmpty() && nanos.getAsLong() - upToDateAt > STALE.toNanos();
    }

    /** How many records are there that have not been read; -1 while that is not known. Never waits. */
    public synchronized long lag() {
        return lag;
    }

    /**
     * Finds out where the topic ends and has it read so far. Never waits. Those who ask at the same time share the work.
     *
     * @param patience the longest time to the answer
     * @return true when all is known that was there; false when that cannot be known in time. Never fails; comes on a thread
     *     of Kafka's clients, which must not be kept
     */
    public CompletableFuture<Boolean> refresh(Duration patience) {
        return lookups.ask().copy().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing that is there by now counts any more, read already or not. Never waits. */
    public synchronized void forgetAll() {
        forgetting = true;
        forgets++;
        forgetWhatIsKnown();
    }

    private CompletableFuture<Boolean> lookUp() {
        return begun().thenCompose(isRead -> isRead ? compare() : NOT_KNOWN)
                .completeOnTimeout(false, LONGEST_LOOKUP.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> false)
                .whenComplete((known, never) -> {
                    if (known) {
                        lookedUp.isWell();
                    } else if (!partitions().isEmpty()) {
                        lookedUp.isIll(name);
                    }
                });
    }

    private synchronized CompletableFuture<Boolean> begun() {
        return begun;
    }

    private CompletableFuture<Boolean> compare() {
        Set<TopicPartition> asked;
        Map<TopicPartition, Long> before;
        synchronized (this) {
            asked = partitions;
            before = positions;
        }
        return asked.isEmpty()
                ? NOT_KNOWN
                : endOffsets.apply(asked).thenCompose(ends -> isShorter(ends, before) ? replaced() : reached(ends));
    }

    /** Nobody reads beyond the end of a topic: one that ends before that is another one of the same name. */
    private static boolean isShorter(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> read) {
        return ends.entrySet().stream().anyMatch(end -> end.getValue() < read.getOrDefault(end.getKey(), 0L));
    }

    private synchronized CompletableFuture<Boolean> replaced() {
        replaced = true;
        return NOT_KNOWN;
    }

    private CompletableFuture<Boolean> reached(Map<TopicPartition, Long> ends) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        synchronized (this) {
            awaited = new Awaited(ends, reached);
        }
        settle();
        return reached;
    }

    private void settle() {
        Awaited settled;
        synchronized (this) {
            if (awaited == null || !isReached(awaited.ends)) {
                return;
            }
            settled = awaited;
            awaited = null;
        }
        settled.reached.complete(true);
    }

    private boolean isReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    // What follows is for the one thread that reads.

    synchronized Set<TopicPartition> partitions() {
        return partitions;
    }

    /** Whether this is the topic that is being read: not one that was made anew, or has more partitions. */
    synchronized boolean isReadAs(Uuid topicId, Set<TopicPartition> all) {
        return !replaced && topicId.equals(id) && all.equals(partitions);
    }

    /** Whether another topic has taken its name and its place. */
    synchronized boolean isReplaced() {
        return replaced;
    }

    /** It is going to be read, or to be found missing: who asks meanwhile waits for that. */
    synchronized void expect() {
        if (begun.isDone()) {
            begun = new CompletableFuture<>();
        }
    }

    /**
     * The topic of this id is read from now on.
     *
     * @param starts where its partitions are to be begun
     * @return where they have to be: not before what counts
     */
    Map<TopicPartition, Long> begin(Uuid topicId, Map<TopicPartition, Long> starts) {
        Map<TopicPartition, Long> begins = new HashMap<>(starts);
        CompletableFuture<Boolean> expected;
        synchronized (this) {
            if (!topicId.equals(id)) {
                forgottenTo = Map.of();
            }
            forgottenTo.forEach((partition, offset) -> begins.merge(partition, offset, Math::max));
            id = topicId;
            partitions = Set.copyOf(starts.keySet());
            forgetWhatIsKnown();
            replaced = false;
            upToDateAt = nanos.getAsLong() - STALE.toNanos() - 1;
            expect();
            expected = begun;
        }
        giveUp();
        expected.complete(true);
        return begins;
    }

    /** It is not read for now, so that what is known of it may become wrong. */
    void end() {
        CompletableFuture<Boolean> expected;
        synchronized (this) {
            partitions = Set.of();
            replaced = false;
            forgetWhatIsKnown();
            expected = begun;
            begun = NOT_KNOWN;
        }
        giveUp();
        expected.complete(false);
    }

    private void giveUp() {
        Awaited waiting;
        synchronized (this) {
            waiting = awaited;
            awaited = null;
        }
        if (waiting != null) {
            waiting.reached.complete(false);
        }
    }

    private void forgetWhatIsKnown() {
        last.clear();
        positions = Map.of();
        lag = -1;
    }

    /** Whether reading has to go on at the end, because nothing before it counts. */
    synchronized boolean isForgetting() {
        return forgetting && !partitions.isEmpty();
    }

    /** How often that was wanted. */
    synchronized int forgets() {
        return forgets;
    }

    /**
     * Reading goes on there.
     *
     * @param asked how often all was to be forgotten before it was asked where that is
     */
    synchronized void forgotten(int asked, Map<TopicPartition, Long> ends) {
        forgottenTo = ends;
        forgetting = asked != forgets;
    }

    synchronized void take(List<? extends ConsumerRecord<?, ?>> records) {
        if (!forgetting) {
            records.forEach(record -> last.take(record.headers()));
        }
    }

    /** Whether somebody waits to hear how far it has been read. */
    synchronized boolean isAwaited() {
        return awaited != null;
    }

    /**
     * So far it has been read.
     *
     * @param next the next offset of each partition, as far as that is known
     * @param unread how many records there are still; -1 when that is not known
     */
    void at(Map<TopicPartition, Long> next, long unread) {
        synchronized (this) {
            if (forgetting) {
                return;
            }
            positions = next;
            lag = unread;
            if (unread == 0) {
                upToDateAt = nanos.getAsLong();
            }
        }
        settle();
    }
}
