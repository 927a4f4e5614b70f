package io.camelclio.kafka.leadership;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part in the group of one lock, on a thread of its own. A term begins only after the broker has confirmed
 * the membership once more behind the fencing of earlier producers, so a later leader's fencing always comes after ours.
 */
final class Candidacy implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String lock;
    private final LockClients clients;
    private final LeadingTimes times;
    private final LongSupplier nanos;
    private final Listener listener;
    private final Thread thread;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private volatile Term term;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private boolean assigned;
    private long askedAt;
    private Class<?> reported;

    /** Told on the candidacy's thread. */
    interface Listener {

        /** The term has begun. */
        void began();

        /** The term is over; when this returns, or its time is up, another process may lead. */
        void ended();
    }

    Candidacy(String lock, LockClients clients, LeadingTimes times, LongSupplier nanos, Listener listener) {
        this.lock = lock;
        this.clients = clients;
        this.times = times;
        this.nanos = nanos;
        this.listener = listener;
        this.thread = new Thread(this::run, "leadership-" + lock);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The term under way, or null. */
    Term term() {
        Term now = term;
        return now != null && now.isCurrent() ? now : null;
    }

    private void run() {
        while (isRunning()) {
            try {
                beMember();
            } catch (WakeupException e) {
                LOG.debug("Leaving the group of {}", lock);
            } catch (KafkaException | IllegalStateException e) {
                report(e);
            } finally {
                stepDown();
                leaveGroup();
            }
            pause();
        }
    }

    /** Once for each kind of trouble, as it is tried again every second. */
    private void report(RuntimeException trouble) {
        if (!trouble.getClass().equals(reported)) {
            LOG.warn(
                    "Could not take part in the group {}, trying again: {}",
                    clients.groupOf(lock),
                    trouble.getMessage());
        }
        reported = trouble.getClass();
        LOG.debug("Could not take part in the group {}", clients.groupOf(lock), trouble);
    }

    private boolean isRunning() {
        return leaving.getCount() > 0;
    }

    private void pause() {
        try {
            if (isRunning() && leaving.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Leaving the group of {}", lock);
            }
        } catch (InterruptedException e) {
            leaving.countDown();
        }
    }

    private void beMember() {
        assigned = false;
        consumer = clients.consumer(lock);
        consumer.subscribe(List.of(clients.topic()), this);
        while (isRunning()) {
            consumer.poll(TICK);
            if (term != null && !term.isCurrent()) {
                stepDown();
            }
            if (assigned && term == null) {
                begin();
            } else if (term != null
                    && nanos.getAsLong() - askedAt >= times.beat().toNanos()) {
                renew();
            }
        }
    }

    /** First nobody else can write, then Kafka says again that the lock is ours, then the term begins. */
    private void begin() {
        Producer<String, String> producer = clients.producer(lock);
        boolean begun = false;
        try {
            producer.initTransactions();
            long asked = nanos.getAsLong();
            if (isConfirmed()) {
                askedAt = asked;
                term = new Term(lock, producer, times.term(), nanos, asked);
                begun = true;
            }
        } finally {
            if (!begun) {
                producer.close(Duration.ZERO);
            }
        }
        if (begun) {
            reported = null;
            LOG.info("This process leads {}", lock);
            listener.began();
        }
    }

    private void renew() {
        askedAt = nanos.getAsLong();
        if (isConfirmed()) {
            term.confirmed(askedAt);
        }
    }

    /** Only a member of the group as it is now may commit, and a commit counts as a sign of life. */
    private boolean isConfirmed() {
        try {
            consumer.commitSync(Map.of(clients.partition(), new OffsetAndMetadata(0)), times.beat());
            return true;
        } catch (CommitFailedException e) {
            LOG.debug("No longer a member of the group of {}", lock, e);
            stepDown();
            return false;
        } catch (RebalanceInProgressException e) {
            LOG.debug("The group of {} is being arranged", lock, e);
            return false;
        } catch (RetriableException e) {
            LOG.debug("Kafka did not confirm who leads {}", lock, e);
            return false;
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        if (partitions.contains(clients.partition())) {
            assigned = true;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (partitions.contains(clients.partition())) {
            assigned = false;
            stepDown();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }

    private void stepDown() {
        Term ended = term;
        if (ended != null) {
            ended.end();
            term = null;
            LOG.info("This process no longer leads {}", lock);
            listener.ended();
            ended.close(Duration.ZERO);
        }
    }

    private void leaveGroup() {
        Consumer<?, ?> leaver = consumer;
        consumer = null;
        if (leaver != null) {
            try {
                leaver.close(times.beat());
            } catch (KafkaException e) {
                LOG.debug("The group of {} was not left cleanly; its session runs out", lock, e);
            }
        }
    }

    /** Steps down, leaves the group, so that another takes over at once, and waits for that within bounds. */
    @Override
    public void close() {
        leaving.countDown();
        KafkaConsumer<?, ?> waiting = consumer;
        if (waiting != null) {
            waiting.wakeup();
        }
        try {
            thread.join(times.stepDown().plus(times.session()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
