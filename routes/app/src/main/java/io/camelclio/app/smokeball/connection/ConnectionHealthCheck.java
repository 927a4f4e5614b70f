package io.camelclio.app.smokeball.connection;

import io.camelclio.app.health.AdvisoryHealthCheck;
import io.camelclio.app.smokeball.connection.StoppedStreams.Stop;
import io.camelclio.pull.token.TokenState;
import io.camelclio.pull.token.TokenState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down when Smokeball refuses the credentials or a stream, or when no token could be had for so long that it is no passing
 * trouble; up with a warning when the refresh token is near its end. Part neither of readiness nor of liveness: another
 * stream goes on, and a restart would help none.
 */
final class ConnectionHealthCheck extends AdvisoryHealthCheck {

    /** How long refreshes of the token may fail before the connection counts as down. */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final String connection;
    private final Supplier<TokenState> token;
    private final Supplier<List<Stop>> stopped;
    private final Optional<RefreshTokenEnd> end;
    private final Clock steadyClock;
    private final Clock clock;

    /**
     * @param steadyClock the token session's own
     * @param clock the time of day, which the refresh token's end is told in
     */
    ConnectionHealthCheck(
            String connection,
            Supplier<TokenState> token,
            Supplier<List<Stop>> stopped,
            Optional<RefreshTokenEnd> end,
            Clock steadyClock,
            Clock clock) {
        super("smokeball", "smokeball-connection:" + connection);
        this.connection = connection;
        this.token = token;
        this.stopped = stopped;
        this.end = end;
        this.steadyClock = steadyClock;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        TokenState state = token.get();
        List<Stop> stops = stopped.get();
        result.detail("connection", connection)
                .detail("token", state.condition().name());
        state.since().ifPresent(since -> result.detail("since", since.toString()));
        state.reason().ifPresent(reason -> result.detail("reason", reason));
        stops.forEach(stop -> result.detail("stopped:" + stop.stream(), stop.status() + " since " + stop.since()));
        end.ifPresent(told -> tell(told, result));
        if (state.condition() == Condition.REFUSED) {
            result.down()
                    .message("Smokeball refuses the credentials of connection '" + connection + "'" + words(state)
                            + remedy());
        } else if (state.condition() == Condition.FAILING && isTooLong(state)) {
            result.down().message("No new token could be had for connection '" + connection + "'" + words(state));
        } else if (!stops.isEmpty()) {
            result.down()
                    .message("Smokeball refuses to connection '" + connection + "' what stands still since: "
                            + stops.stream().map(Stop::reason).collect(Collectors.joining("; ")));
        } else {
            result.up();
        }
    }

    private void tell(RefreshTokenEnd told, HealthCheckResultBuilder result) {
        Instant now = clock.instant();
        result.detail("refreshTokenEnd", told.at().toString())
                .detail("refreshTokenDaysLeft", told.left(now).toDays());
        told.warning(now).ifPresent(warning -> result.detail("warning", warning));
    }

    private boolean isTooLong(TokenState state) {
        Instant now = steadyClock.instant();
        return state.since()
                .filter(since -> since.plus(TOLERANCE).isBefore(now))
                .isPresent();
    }

    private static String words(TokenState state) {
        return state.since().map(time -> " since " + time).orElse("")
                + state.reason().map(why -> ": " + why).orElse("");
    }

    private String remedy() {
        return "; check client id, client secret, region and environment"
                + (end.isPresent() ? ", and whether the refresh token has ended: then let a user consent again" : "");
    }
}
