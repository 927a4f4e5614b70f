package io.camelclio.component.telemetry;

import io.camelclio.component.api.ClioException;
import io.camelclio.pull.token.TokenState;
import io.camelclio.pull.token.TokenState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down when Clio refuses the connection's credentials, or when no token could be had for so long that it is no passing
 * trouble. Without a token webhooks can still be verified and taken.
 */
final class ConnectionHealthCheck extends AdvisoryHealthCheck {

    /** How long refreshes of the token may fail before the connection counts as down. */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final String connection;
    private final Supplier<TokenState> token;
    private final Clock clock;

    /** @param clock the token session's own */
    ConnectionHealthCheck(String connection, Supplier<TokenState> token, Clock clock) {
        super("clio-connection:" + connection);
        this.connection = connection;
        this.token = token;
        this.clock = clock;
    }

    @Override
    protected Result look(HealthCheckResultBuilder result) {
        TokenState state = token.get();
        result.detail("connection", connection)
                .detail("token", state.condition().name());
        state.since().ifPresent(since -> result.detail("since", since.toString()));
        state.reason().ifPresent(reason -> result.detail("reason", reason));
        if (state.condition() == Condition.REFUSED) {
            return down(result, "Clio refuses the credentials of connection '" + connection + "'", state)
                    .detail("remedy", ClioException.Kind.CREDENTIALS.remedy())
                    .build();
        }
        if (state.condition() == Condition.FAILING && isTooLong(state)) {
            return down(result, "No new token could be had for connection '" + connection + "'", state)
                    .detail("remedy", ClioException.Kind.UNREACHABLE.remedy())
                    .build();
        }
        return result.up().build();
    }

    private boolean isTooLong(TokenState state) {
        Instant now = clock.instant();
        return state.since()
                .filter(since -> since.plus(TOLERANCE).isBefore(now))
                .isPresent();
    }

    private static HealthCheckResultBuilder down(HealthCheckResultBuilder result, String what, TokenState state) {
        String since = state.since().map(time -> " since " + time).orElse("");
        String reason = state.reason().map(why -> ": " + why).orElse("");
        return result.down().message(what + since + reason);
    }
}
