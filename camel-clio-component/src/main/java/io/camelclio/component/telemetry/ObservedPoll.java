package io.camelclio.component.telemetry;

import io.camelclio.component.api.ClioException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What is known of one poll while it runs. */
final class ObservedPoll implements PollObserver {

    private final Clock clock;
    private final Meters meters;
    private final Consumer<ObservedPoll> atClose;
    private volatile PollState state;

    ObservedPoll(String resource, Instant upTo, Clock clock, Meters meters, Consumer<ObservedPoll> atClose) {
        this.clock = clock;
        this.meters = meters;
        this.atClose = atClose;
        this.state = new PollState(resource, upTo, Optional.empty(), Optional.empty(), Optional.empty());
    }

    PollState state() {
        return state;
    }

    @Override
    public void handed(int records) {
        meters.records(state.resource(), records);
    }

    @Override
    public synchronized void completed(Instant upTo) {
        state = new PollState(
                state.resource(), upTo, Optional.of(clock.instant()), state.lastFailure(), state.failure());
        meters.polled(state.resource(), "ok");
    }

    @Override
    public void paused() {
        meters.polled(state.resource(), "paused");
    }

    @Override
    public synchronized void failed(Throwable failure) {
        state = new PollState(
                state.resource(),
                state.upTo(),
                state.lastCompleted(),
                Optional.of(clock.instant()),
                Optional.of(kind(failure)));
        meters.polled(state.resource(), "failed");
    }

    /** A failure's message may quote what it met, so only its kind is shown. */
    private static String kind(Throwable failure) {
        return failure instanceof ClioException e
                ? e.kind().name()
                : failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        atClose.accept(this);
    }
}
