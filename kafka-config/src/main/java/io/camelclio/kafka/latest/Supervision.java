package io.camelclio.kafka.latest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.camelclio.kafka.latest.LatestStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the latest state, from start to stop. It looks every few seconds: starts Kafka Streams once the topics are
 * there, starts it anew when it has failed, and asks how far it has come. So whatever goes wrong is tried again, at a
 * bounded rate, and nobody waits for it.
 */
final class Supervision implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    private final LatestTopics topics;
    private final StreamsConfig config;
    private final Supplier<Topology> topology;
    private final Standstill standstill;
    private final Duration stopTime;
    private final Supplier<LatestCluster> access;
    private final ScheduledExecutorService looking;
    private volatile LatestCluster cluster;
    private volatile KafkaStreams streams;
    private volatile String trouble;
    private volatile boolean ranBefore;
    private volatile Map<String, Long> lag = Map.of();
    private volatile List<TopicPartition> standing = List.of();

    Supervision(LatestTopics topics, StreamsConfig config, Tally tally, Duration longestStandstill, Duration stopTime) {
        this.topics = topics;
        this.config = config;
        this.standstill = new Standstill(longestStandstill);
        this.topology = () -> LatestTopology.of(topics, tally);
        this.stopTime = stopTime;
        this.access = () -> new LatestCluster(topics, config.getAdminConfigs(topics.applicationId() + "-looking"));
        this.looking = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "latest-state-" + topics.vendor());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param pause time from one look to the next, and so the shortest time from a failure to the next start */
    void start(Duration pause) {
        looking.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    LatestStatus status() {
        KafkaStreams current = streams;
        String reason = trouble;
        if (reason != null) {
            return new LatestStatus(Phase.FAILED, reason);
        }
        if (current == null) {
            return new LatestStatus(Phase.STARTING, null);
        }
        if (!isRunning(current)) {
            return new LatestStatus(Phase.REBALANCING, null);
        }
        List<TopicPartition> still = standing;
        return still.isEmpty()
                ? new LatestStatus(Phase.RUNNING, null)
                : new LatestStatus(
                        Phase.STANDING,
                        "Changes wait in the partitions %s, of which no copy takes any; start the copies of the application anew"
                                .formatted(still));
    }

    private static boolean isRunning(KafkaStreams streams) {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    Map<String, Long> lag() {
        return lag;
    }

    private void look() {
        try {
            if (streams == null || hasEnded()) {
                begin();
            } else {
                compareCopies();
                measure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            forgetPositions();
            if (streams == null) {
                failed(e);
            } else {
                LOG.debug("Kafka does not say how far the latest state has come", e);
            }
        }
    }

    /** Kafka Streams does not come back from a failure; a new one takes its place when it has let go of everything. */
    private boolean hasEnded() {
        return streams.state().hasStartedOrFinishedShuttingDown() && streams.close(stopTime);
    }

    private void begin() throws ExecutionException, TimeoutException, InterruptedException {
        streams = null;
        forgetPositions();
        if (cluster == null) {
            cluster = access.get();
        }
        Optional<String> obstacle = cluster.obstacle();
        if (obstacle.isPresent()) {
            report(obstacle.get());
            return;
        }
        KafkaStreams starting = new KafkaStreams(topology.get(), config, new NonCreatingClients());
        starting.setUncaughtExceptionHandler(cause -> {
            failed(cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams = starting;
        starting.start();
    }

    /** Of copies of two kinds that have begun at once, those of one kind stop, and wait until the others have gone. */
    private void compareCopies() throws ExecutionException, TimeoutException, InterruptedException {
        Optional<MemberDescription> other = cluster.otherKind();
        if (other.isEmpty()) {
            forgetTroubleOfBefore();
            return;
        }
        ranBefore = false;
        report(cluster.difference(other.get()));
        if (topics.clientIds().compareTo(other.get().clientId()) > 0) {
            streams.close(stopTime);
        }
    }

    private void measure() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Position> positions = cluster.positions();
        lag = positions.entrySet().stream()
                .collect(groupingBy(
                        position -> position.getKey().topic(), TreeMap::new, summingLong(position -> position.getValue()
                                .lag())));
        List<TopicPartition> still = standstill.look(isRunning(streams) ? positions : Map.of(), System.nanoTime());
        if (!still.isEmpty() && !still.equals(standing)) {
            LOG.warn("The latest state of {} stands still: changes wait in the partitions {}", topics.vendor(), still);
        }
        standing = still;
    }

    private void forgetPositions() {
        lag = Map.of();
        standing = List.of();
    }

    /** What fails again as soon as it runs must not look sound in between, so it has to run from one look to another. */
    private void forgetTroubleOfBefore() {
        boolean running = isRunning(streams);
        if (running && ranBefore) {
            trouble = null;
        }
        ranBefore = running;
    }

    private void failed(Throwable failure) {
        ranBefore = false;
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String what = failure instanceof StreamsException ? firstLine(failure) + " (" + cause + ")" : cause.toString();
        report("It does not go on: " + what);
        LOG.debug("The latest state of {} has failed", topics.vendor(), failure);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Once for each kind of trouble, as it is tried again every few seconds. */
    private void report(String reason) {
        if (!reason.equals(trouble)) {
            LOG.warn("The latest state of {} waits and tries again every few seconds: {}", topics.vendor(), reason);
        }
        trouble = reason;
    }

    /** Bounded by the time to stop, given at construction. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + stopTime.toNanos();
        looking.shutdownNow();
        try {
            if (!looking.awaitTermination(stopTime.toMillis() / 2, TimeUnit.MILLISECONDS)) {
                LOG.debug("The latest state of {} is stopped while Kafka does not answer", topics.vendor());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KafkaStreams stopping = streams;
        if (stopping != null && !stopping.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
            LOG.warn(
                    "The latest state of {} has not let go of its partitions in time; another copy takes them a little later",
                    topics.vendor());
        }
        if (cluster != null) {
            cluster.close();
        }
    }
}
