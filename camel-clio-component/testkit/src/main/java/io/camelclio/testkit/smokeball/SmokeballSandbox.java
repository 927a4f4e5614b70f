package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.SandboxServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Plays Smokeball on two loopback addresses, one for the API and one for tokens, as with the vendor. What the vendor's
 * documentation rejects is rejected, with its status. Codes are changed through {@link #activityCodes} or
 * {@link #nextChange}; the {@link #ledger} tells what must arrive. It listens from {@link Builder#start} until
 * {@link #close}.
 */
public final class SmokeballSandbox implements AutoCloseable {

    private final Credentials credentials;
    private final AccessTokens tokens;
    private final ActivityCodes activityCodes;
    private final PracticeLife practice;
    private final Faults faults = new Faults();
    private final SandboxServer authServer;
    private final SandboxServer apiServer;

    private SmokeballSandbox(Builder settings) {
        Random random = new Random(settings.seed);
        credentials = Credentials.invented(random);
        tokens = new AccessTokens(settings.clock, settings.tokenLife, new Random(random.nextLong()));
        activityCodes = new ActivityCodes(settings.clock, settings.visibilityLag, new Random(random.nextLong()));
        practice = new PracticeLife(activityCodes, new Random(random.nextLong()));
        ActivityCodesEndpoint endpoint = new ActivityCodesEndpoint(
                activityCodes, settings.order, settings.sinceIsInclusive, settings.linksKeepFilters);
        Gateway gateway =
                new Gateway(credentials, tokens, settings.badTokenStatus, settings.rateLimit(), endpoint, this::apiUri);
        apiServer = SandboxServer.start(settings.port, settings.clock, faults, gateway);
        authServer = SandboxServer.start(0, settings.clock, faults, new TokenEndpoint(credentials, tokens));
    }

    /** A sandbox with the vendor's own settings on free ports. */
    public static Builder builder() {
        return new Builder();
    }

    /** The address that stands for {@code https://api.smokeball.com}, without a slash at its end. */
    public URI apiUri() {
        return apiServer.baseUri();
    }

    /** The address that stands for {@code https://auth.smokeball.com}, without a slash at its end. */
    public URI authUri() {
        return authServer.baseUri();
    }

    /** The value that the API wants in {@code x-api-key}. */
    public String apiKey() {
        return credentials.apiKey();
    }

    /** The client id that the token endpoint accepts. */
    public String clientId() {
        return credentials.clientId();
    }

    /** The client secret that the token endpoint accepts. */
    public String clientSecret() {
        return credentials.clientSecret();
    }

    /** The refresh token that the token endpoint accepts, any number of times. */
    public String refreshToken() {
        return credentials.refreshToken();
    }

    /** The account id that may stand before the API's paths. */
    public String accountId() {
        return credentials.accountId();
    }

    /** A new access token, as if it had been fetched; saves a test the token request. */
    public String accessToken() {
        return tokens.open();
    }

    /** Makes every access token invalid; the next requests with them are refused. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The firm's activity codes, to be changed by a test. */
    public ActivityCodes activityCodes() {
        return activityCodes;
    }

    /** Makes one believable change; the same seed gives the same sequence of kinds and values. */
    public Change nextChange() {
        return practice.next();
    }

    /** What must have arrived in the end. */
    public Ledger ledger() {
        return new Ledger(activityCodes, apiUri());
    }

    /** Faults of both servers; paths tell them apart ({@code /oauth2/token}). */
    public Faults faults() {
        return faults;
    }

    /** The requests that the API received. */
    public RequestLog requests() {
        return apiServer.log();
    }

    /** The requests that the token endpoint received. */
    public RequestLog tokenRequests() {
        return authServer.log();
    }

    /** Stops answering. Repeating it has no effect. */
    @Override
    public void close() {
        apiServer.close();
        authServer.close();
    }

    /** The settings of a sandbox; each has the vendor's value until it is changed. */
    public static final class Builder {

        private static final int VENDOR_RATE = 5;
        private static final int VENDOR_BURST = 5;

        private int port;
        private Clock clock = Clock.systemUTC();
        private long seed = 1;
        private boolean limited = true;
        private int perSecond = VENDOR_RATE;
        private int burst = VENDOR_BURST;
        private Duration tokenLife = Duration.ofHours(1);
        private int badTokenStatus = 401;
        private RowOrder order = RowOrder.ARBITRARY;
        private boolean sinceIsInclusive = true;
        private boolean linksKeepFilters = true;
        private Duration visibilityLag = Duration.ZERO;

        private Builder() {}

        /** The API's port; 0, the default, takes a free one. The token endpoint always takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The clock behind times of update, token expiry and the rate limit; the system's by default. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The seed of credentials, GUIDs and {@link SmokeballSandbox#nextChange}; 1 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The rate limit; 5 a second and 5 at once by default.
         *
         * @param perSecond requests a second, at least 1
         * @param burst requests at once, at least 1
         */
        public Builder rateLimit(int perSecond, int burst) {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException(
                        "A rate limit allows at least 1 request, not %d a second and %d at once"
                                .formatted(perSecond, burst));
            }
            this.limited = true;
            this.perSecond = perSecond;
            this.burst = burst;
            return this;
        }

        /** Switches the rate limit off. */
        public Builder unlimited() {
            this.limited = false;
            return this;
        }

        /** How long an access token is valid, in whole seconds; an hour by default. */
        public Builder tokenLife(Duration life) {
            this.tokenLife = Objects.requireNonNull(life, "life");
            return this;
        }

        /**
         * The status for a missing, unknown or expired token: 401, the default, or 403. The vendor's pages disagree.
         *
         * @param status 401 or 403
         */
        public Builder badTokenStatus(int status) {
            if (status != 401 && status != 403) {
                throw new IllegalArgumentException("Smokeball answers a bad token with 401 or 403, not " + status);
            }
            this.badTokenStatus = status;
            return this;
        }

        /** The order of rows; {@link RowOrder#ARBITRARY} by default. */
        public Builder rowOrder(RowOrder order) {
            this.order = Objects.requireNonNull(order, "order");
            return this;
        }

        /** Leaves a row out that was updated exactly at {@code UpdatedSince}; by default it is in. */
        public Builder updatedSinceIsExclusive() {
            this.sinceIsInclusive = false;
            return this;
        }

        /** Makes {@code next} links forget {@code UpdatedSince}, as those of some resources did (release notes). */
        public Builder nextLinksForgetFilters() {
            this.linksKeepFilters = false;
            return this;
        }

        /** How long after its time of update a change begins to show; at once by default. */
        public Builder visibilityLag(Duration lag) {
            this.visibilityLag = Objects.requireNonNull(lag, "lag");
            return this;
        }

        /**
         * Starts the sandbox.
         *
         * @throws java.io.UncheckedIOException if a port cannot be bound
         */
        public SmokeballSandbox start() {
            return new SmokeballSandbox(this);
        }

        private Optional<TokenBucket> rateLimit() {
            return limited ? Optional.of(new TokenBucket(clock, perSecond, burst)) : Optional.empty();
        }
    }
}
