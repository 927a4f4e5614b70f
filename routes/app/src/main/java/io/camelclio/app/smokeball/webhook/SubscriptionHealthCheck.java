package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.health.AdvisoryHealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down while nobody knows of a subscription that delivers, and a look has failed: then changes come by polls only. Up where
 * another process looks after it. Has no say in readiness.
 */
final class SubscriptionHealthCheck extends AdvisoryHealthCheck {

    /** Whoever leads asks every second or so. */
    private static final Duration NOT_HERE = Duration.ofSeconds(30);

    /** How long a subscription that stood is believed to stand while it cannot be looked at. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final SubscriptionKeeper keeper;
    private final Clock clock;

    SubscriptionHealthCheck(String connection, SubscriptionKeeper keeper, Clock clock) {
        super("smokeball", "smokeball-webhook:" + connection);
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Instant now = clock.instant();
        SubscriptionState state = keeper.state();
        result.detail("url", keeper.url());
        state.kept().ifPresent(kept -> result.detail("subscription", kept.id())
                .detail("types", kept.eventTypes().size()));
        state.seenAt().ifPresent(at -> result.detail("seenAt", at.toString()));
        state.failingSince().ifPresent(at -> result.detail("failingSince", at.toString()));
        boolean here = keeper.askedAt().isAfter(now.minus(NOT_HERE));
        boolean believed =
                state.seenAt().filter(at -> at.isAfter(now.minus(BELIEVED))).isPresent();
        if (here && state.failure().isPresent() && !believed) {
            result.message("Webhooks of Smokeball may not come, so changes come by polls: "
                            + state.failure().get())
                    .down();
        } else {
            result.detail("lookedAfter", here ? "here" : "by the copy that leads")
                    .up();
        }
    }
}
