package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.smokeball.api.Calls;
import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.faults.PageFaults;
import io.camelclio.testkit.smokeball.faults.ParentFaults;
import io.camelclio.testkit.smokeball.listing.ListBehaviour;
import io.camelclio.testkit.smokeball.listing.ListEndpoint;
import io.camelclio.testkit.smokeball.listing.RowOrder;
import io.camelclio.testkit.smokeball.oauth.AuthServer;
import io.camelclio.testkit.smokeball.oauth.Credentials;
import io.camelclio.testkit.smokeball.oauth.Tokens;
import io.camelclio.testkit.smokeball.rate.RateLimit;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.Firm;
import io.camelclio.testkit.smokeball.records.Guids;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.smokeball.webhook.Deliveries;
import io.camelclio.testkit.smokeball.webhook.Webhooks;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Plays Smokeball on two loopback addresses, one for the API and one for tokens, as with the vendor. What the vendor's
 * documentation rejects is rejected, with its status. Records are changed through {@link #collection} or
 * {@link #nextChange}; the {@link #ledger} tells what must arrive. It listens from {@link Builder#start} until
 * {@link #close}.
 */
public final class SmokeballSandbox implements AutoCloseable {

    /** The account under which an application without a firm subscribes to system events (documentation, "Webhooks"). */
    public static final String SYSTEM_ACCOUNT = "00000000-0000-0000-0000-000000000000";

    private final Builder settings;
    private final Random random;
    private final Catalogue catalogue = Catalogue.load();
    private final Credentials credentials;
    private final Tokens tokens;
    private final Accounts accounts = new Accounts();
    private final RateLimit rate;
    private final ListBehaviour lists;
    private final PageFaults pages = new PageFaults();
    private final ParentFaults parents = new ParentFaults();
    private final Calls calls = new Calls();
    private final Webhooks webhooks;
    private final PracticeLife practice;
    private final Faults faults = new Faults();
    private final SandboxServer authServer;
    private final SandboxServer apiServer;

    private SmokeballSandbox(Builder settings) {
        this.settings = settings;
        this.random = new Random(settings.seed);
        Clock clock = settings.clock;
        credentials = Credentials.invented(random);
        tokens = new Tokens(clock, settings.tokenLife, new Random(random.nextLong()));
        rate = new RateLimit(clock, settings.perSecond, settings.burst);
        lists = settings.listBehaviour();
        ListEndpoint endpoint = new ListEndpoint(lists, pages, parents, clock, new Random(random.nextLong()));
        webhooks = new Webhooks(
                catalogue,
                tokens,
                endpoint,
                credentials.clientId(),
                this::apiUri,
                clock,
                settings.time,
                settings.deliveryTimeout,
                new Random(random.nextLong()));
        Gateway gateway = new Gateway(
                catalogue,
                credentials,
                tokens,
                settings.badTokenStatus,
                rate,
                accounts,
                endpoint,
                webhooks,
                calls,
                this::apiUri);
        apiServer = SandboxServer.start(settings.port, clock, faults, gateway);
        authServer = SandboxServer.start(
                0,
                clock,
                faults,
                new AuthServer(
                        credentials,
                        tokens,
                        settings.redirectUris,
                        () -> tokens.consent(accountId(), settings.refreshTokenLife),
                        clock,
                        new Random(settings.seed + 1)));
        accounts.add(account(Guids.next(random)));
        accounts.add(account(SYSTEM_ACCOUNT));
        practice = new PracticeLife(activityCodes(), new Random(random.nextLong()));
    }

    private Account account(String id) {
        Firm firm = new Firm(
                id,
                catalogue,
                settings.clock,
                settings.visibilityLag,
                new Random(random.nextLong()),
                webhooks.listener());
        return new Account(firm, tokens, apiUri(), settings.refreshTokenLife);
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

    /** The refresh token of the account's user; the token endpoint accepts it any number of times until its end. */
    public String refreshToken() {
        return account().refreshToken();
    }

    /** The account id that may stand before the API's paths. */
    public String accountId() {
        return account().id();
    }

    /** A new access token by client credentials, as if it had been fetched; saves a test the token request. */
    public String accessToken() {
        return tokens.open(Optional.empty());
    }

    /** Makes every access token invalid; the next requests with them are refused. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** What else may happen to tokens and scopes. */
    public Tokens tokens() {
        return tokens;
    }

    /** The account that is meant where no id stands before a path. */
    public Account account() {
        return accounts.main();
    }

    /** One more account that the client may reach, without records. */
    public synchronized Account newAccount() {
        Account account = account(Guids.next(random));
        accounts.add(account);
        return account;
    }

    /**
     * The records of a collection of {@link #account}.
     *
     * @param nameOrPath our short name, such as {@code fees}, or the path with braces, such as
     *     {@code /matters/{matterId}/fees}; both stand in {@code collections.txt}
     * @throws IllegalArgumentException if there is no such collection; the message names all
     */
    public SmokeballRecords collection(String nameOrPath) {
        return account().collection(nameOrPath);
    }

    /** The firm's activity codes, to be changed by a test. */
    public SmokeballRecords activityCodes() {
        return collection("activitycodes");
    }

    /** Makes one believable change of an activity code; the same seed gives the same sequence of kinds and values. */
    public Change nextChange() {
        return practice.next();
    }

    /** What must have arrived in the end from {@link #account}. */
    public Ledger ledger() {
        return account().ledger();
    }

    /** How lists behave where the vendor leaves it open. */
    public ListBehaviour lists() {
        return lists;
    }

    /** Faults of single pages, and a hook before each. */
    public PageFaults pages() {
        return pages;
    }

    /** Parents whose lists are refused, and what users may not see. */
    public ParentFaults parents() {
        return parents;
    }

    /** The rate limit and its storms. */
    public RateLimit rate() {
        return rate;
    }

    /** Subscriptions, deliveries and their faults. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** Every webhook delivery emitted so far, with its answers. */
    public Deliveries deliveries() {
        return webhooks.deliveries();
    }

    /** Faults of both servers; paths tell them apart ({@code /oauth2/token}). */
    public Faults faults() {
        return faults;
    }

    /** How often the API was asked for what, by collection, parent and answer. */
    public Calls calls() {
        return calls;
    }

    /** The requests that the API received. */
    public RequestLog requests() {
        return apiServer.log();
    }

    /** The requests that the token endpoint received. */
    public RequestLog tokenRequests() {
        return authServer.log();
    }

    /** Stops answering and delivering. Repeating it has no effect. */
    @Override
    public void close() {
        webhooks.close();
        apiServer.close();
        authServer.close();
    }

    /** The settings of a sandbox; each has the vendor's value until it is changed. */
    public static final class Builder {

        private static final int VENDOR_RATE = 5;
        private static final int VENDOR_BURST = 5;

        private int port;
        private Clock clock = Clock.systemUTC();
        private Optional<HandDrivenScheduler> time = Optional.empty();
        private long seed = 1;
        private int perSecond = VENDOR_RATE;
        private int burst = VENDOR_BURST;
        private Duration tokenLife = Duration.ofHours(1);
        private Duration refreshTokenLife = Duration.ofDays(30);
        private Duration deliveryTimeout = Duration.ofSeconds(10);
        private int badTokenStatus = 401;
        private RowOrder order = RowOrder.ARBITRARY;
        private boolean sinceIsInclusive = true;
        private boolean linksKeepFilters = true;
        private Duration visibilityLag = Duration.ZERO;
        private Set<String> redirectUris = Set.of();

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

        /**
         * The test's time: its clock, and deliveries that wait are sent when it is moved. By default they go by the
         * machine's timer.
         */
        public Builder time(HandDrivenScheduler scheduler) {
            this.time = Optional.of(scheduler);
            return clock(scheduler.clock());
        }

        /** The seed of credentials, GUIDs, invented records and {@link SmokeballSandbox#nextChange}; 1 by default. */
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
            this.perSecond = perSecond;
            this.burst = burst;
            return this;
        }

        /** Switches the rate limit off. */
        public Builder unlimited() {
            this.perSecond = 0;
            return this;
        }

        /**
         * How long an access token is valid, in whole seconds; an hour by default (documented). Six hours have been seen
         * for client credentials.
         */
        public Builder tokenLife(Duration life) {
            this.tokenLife = Objects.requireNonNull(life, "life");
            return this;
        }

        /** The redirect addresses that are registered for the client; none by default, so that no user is asked. */
        public Builder redirectUris(String... addresses) {
            this.redirectUris = Set.of(addresses);
            return this;
        }

        /** How long a refresh token is valid from its consent; 30 days by default (documented). */
        public Builder refreshTokenLife(Duration life) {
            this.refreshTokenLife = Objects.requireNonNull(life, "life");
            return this;
        }

        /** How long a webhook's receiver may take to answer, in real time; 10 seconds by default (documented). */
        public Builder deliveryTimeout(Duration timeout) {
            this.deliveryTimeout = Objects.requireNonNull(timeout, "timeout");
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

        /** Makes {@code next} links forget filters, as those of some resources did (release notes). */
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

        private ListBehaviour listBehaviour() {
            ListBehaviour behaviour = new ListBehaviour();
            behaviour.rowOrder(order);
            behaviour.sinceIsInclusive(sinceIsInclusive);
            behaviour.nextLinksKeepFilters(linksKeepFilters);
            return behaviour;
        }
    }
}
