package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of how a poll goes, and the only place that logs it: one line for each failing poll and one for the first
 * that works again. Neither a record nor a token is shown; what a route's own failure says stays at debug.
 */
final class PollReport implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClioConsumer.class);

    private final String connection;
    private final String path;
    private final Clock clock;
    private final Optional<Duration> period;
    private volatile Instant lastSuccess;
    private volatile Throwable lastFailure;
    private volatile Instant waitingSince;
    private volatile int failuresInARow;

    /** @param period the usual time between two polls; empty where a cron expression says when to poll */
    PollReport(String connection, String path, Clock clock, Optional<Duration> period) {
        this.connection = connection;
        this.path = path;
        this.clock = clock;
        this.period = period;
    }

    /** Polling starts: from now on a success is waited for. */
    void started() {
        waitingSince = clock.instant();
    }

    void succeeded() {
        lastSuccess = clock.instant();
        waitingSince = lastSuccess;
        if (failuresInARow > 0) {
            LOG.info(
                    "The poll of {} on connection {} works again, after {} that failed",
                    path,
                    connection,
                    failuresInARow);
        }
        failuresInARow = 0;
    }

    /** A long read is no trouble as long as it gets on: as long as less and less of it would have to be done again. */
    void progressed() {
        waitingSince = clock.instant();
    }

    void failed(Throwable failure) {
        lastFailure = failure;
        failuresInARow++;
    }

    String connection() {
        return connection;
    }

    String path() {
        return path;
    }

    /** How long neither a poll has succeeded nor a read got on, counted from the start. */
    Duration sinceSuccess() {
        return waitingSince == null ? Duration.ZERO : Duration.between(waitingSince, clock.instant());
    }

    /** Null before the first. */
    Instant lastSuccess() {
        return lastSuccess;
    }

    /** The kind of the last failure: Clio's own, else the name of what failed. Null before the first. */
    String lastFailureKind() {
        return lastFailure == null ? null : kind(lastFailure);
    }

    /** What to do about the last failure; null before the first. */
    String remedy() {
        return lastFailure == null ? null : remedy(lastFailure);
    }

    private static String kind(Throwable failure) {
        return failure instanceof ClioException e
                ? e.kind().name()
                : failure.getClass().getSimpleName();
    }

    private static String remedy(Throwable failure) {
        return failure instanceof ClioException e
                ? e.kind().remedy()
                : "look for the failure of the route or the repository of cursors; nothing is lost, the poll goes on"
                        + " from its last confirmed point";
    }

    /** Clio's own words; of any other failure only its kind is safe to show. */
    private static String words(Throwable failure) {
        return failure instanceof ClioException e ? e.getMessage() : remedy(failure);
    }

    private String nextTry() {
        return period.map(time -> "in " + time + " or, after several failures, later")
                .orElse("when its cron expression says so");
    }

    @Override
    public void handleException(Throwable failure) {
        LOG.warn(
                "The poll of {} on connection {} failed, {}: {}; next try {}",
                path,
                connection,
                kind(failure),
                words(failure),
                nextTry());
        LOG.debug("The poll of {} on connection {} failed", path, connection, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
