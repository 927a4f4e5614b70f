package io.camelclio.component.webhook;

import io.camelclio.component.telemetry.AdvisoryHealthCheck;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down when Clio does not deliver, will soon not deliver any more because renewal fails, or delivers what cannot be taken.
 */
final class WebhookHealthCheck extends AdvisoryHealthCheck {

    /** How long a subscription may wait for its handshake, or for the replica that makes it. */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final String connection;
    private final Supplier<SubscriptionState> subscription;
    private final Supplier<Optional<String>> hindrance;
    private final Duration warning;
    private final Clock clock;

    /**
     * A check of one webhook path.
     *
     * @param hindrance why deliveries cannot be taken; empty while they can
     * @param warning how long before its end a subscription that is not renewed counts as down
     */
    WebhookHealthCheck(
            String connection,
            String path,
            Supplier<SubscriptionState> subscription,
            Supplier<Optional<String>> hindrance,
            Duration warning,
            Clock clock) {
        super("clio-webhook:" + path);
        this.connection = connection;
        this.subscription = subscription;
        this.hindrance = hindrance;
        this.warning = warning;
        this.clock = clock;
    }

    @Override
    protected Result look(HealthCheckResultBuilder result) {
        SubscriptionState state = subscription.get();
        details(result, state);
        boolean delivers = state.condition() == Condition.LIVE || state.condition() == Condition.EXPIRING;
        Optional<String> refusal = delivers ? hindrance.get() : Optional.empty();
        if (isDown(state)) {
            return result.down()
                    .message("Clio's deliveries of " + state.model() + " on connection '" + connection + "' are "
                            + state.condition() + " since " + state.since() + ": " + state.reason())
                    .build();
        }
        if (refusal.isPresent()) {
            return result.down()
                    .message("Clio's deliveries of " + state.model() + " on connection '" + connection
                            + "' are put off: " + refusal.get())
                    .build();
        }
        return switch (state.condition()) {
            case STARTING, STOPPED -> result.unknown().message(state.reason()).build();
            default -> result.up().build();
        };
    }

    private void details(HealthCheckResultBuilder result, SubscriptionState state) {
        result.detail("connection", connection)
                .detail("model", state.model())
                .detail("state", state.condition().name())
                .detail("since", state.since().toString())
                .detail("reason", state.reason())
                .detail("leading", state.leading());
        state.expiresAt().ifPresent(time -> result.detail("expires", time.toString()));
        state.lastCheck().ifPresent(time -> result.detail("lastCheck", time.toString()));
        state.lastRenewal().ifPresent(time -> result.detail("lastRenewal", time.toString()));
    }

    private boolean isDown(SubscriptionState state) {
        Instant now = clock.instant();
        return switch (state.condition()) {
            case STARTING, LIVE, STOPPED -> false;
            case PENDING, ABSENT -> !now.isBefore(state.since().plus(TOLERANCE));
            case EXPIRING ->
                state.expiresAt().filter(end -> end.isAfter(now.plus(warning))).isEmpty();
            case EXPIRED, SUSPENDED, NOT_PERMITTED, UNREACHABLE -> true;
        };
    }
}
