package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.action.Browser;
import io.camelclio.testkit.clio.action.CustomActions;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.files.ClioFiles;
import io.camelclio.testkit.clio.listing.PagingLinks;
import io.camelclio.testkit.clio.oauth.Authorization;
import io.camelclio.testkit.clio.oauth.OAuth;
import io.camelclio.testkit.clio.operations.DocketPreview;
import io.camelclio.testkit.clio.operations.Operations;
import io.camelclio.testkit.clio.rate.RateLimiter;
import io.camelclio.testkit.clio.rate.RateWindow;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.clio.webhook.DeliveryFaults;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.clio.webhook.Intruder;
import io.camelclio.testkit.clio.webhook.Ledger;
import io.camelclio.testkit.clio.webhook.WebhookActions;
import io.camelclio.testkit.clio.webhook.WebhookBehaviour;
import io.camelclio.testkit.clio.webhook.WebhookCalls;
import io.camelclio.testkit.clio.webhook.Webhooks;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Plays Clio Manage API v4 on a loopback address: what the vendor's reference says it rejects is rejected, in its words
 * and with its status. Records are changed through {@link #records} or the API; both emit webhook deliveries, each of
 * which stands in the {@link #ledger}. It listens from {@link Builder#start} until {@link #close}.
 */
public final class ClioSandbox implements AutoCloseable {

    private final FirmRecords records;
    private final Webhooks webhooks;
    private final OAuth oauth;
    private final RateLimiter limiter;
    private final PagingLinks links = new PagingLinks(this::baseUri);
    private final CustomActions customActions;
    private final ClioFiles files;
    private final Gateway gateway;
    private final Faults faults = new Faults();
    private final SandboxServer server;

    private ClioSandbox(Builder settings) {
        Random random = new Random(settings.seed);
        Catalogue catalogue = Catalogue.load();
        records = new FirmRecords(catalogue, new Times(settings.clock), settings.generated);
        webhooks = new Webhooks(catalogue, records, settings.webhooks(), new Random(random.nextLong()));
        long owner = NewAccount.open(records);
        oauth = new OAuth(
                settings.clock, settings.accessTokenLife, settings.redirectUris, owner, new Random(random.nextLong()));
        limiter = new RateLimiter(settings.clock, settings.rateLimit, settings.ratePeriod, settings.rateWindow);

        Operations operations = new Operations(catalogue, records, settings.sinceIsInclusive, links);
        DocketPreview dockets = new DocketPreview(records, this::baseUri);
        customActions = new CustomActions(
                records,
                operations.endpoint("custom_actions"),
                owner,
                settings.clock,
                settings.deliveryTimeout,
                new Random(random.nextLong()));
        files = ClioFiles.start(records, operations::endpoint, settings.files(), new Random(random.nextLong()));

        Routes routes = operations.routes();
        dockets.addTo(routes);
        files.addTo(routes);
        webhooks.addTo(routes, operations.endpoint("webhooks"), source -> operations.list("webhooks", source));
        customActions.addTo(routes);
        Redirects redirects = new Redirects(settings.redirects, this::baseUri);
        gateway = new Gateway(oauth, limiter, dockets, redirects, routes, customActions);
        server = start(settings);
    }

    /** A sandbox with the vendor's own settings, except that it admits http webhooks on loopback addresses. */
    public static Builder builder() {
        return new Builder();
    }

    /** The address that stands for {@code https://app.clio.com}, without a slash at its end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The client id that {@code /oauth/token} accepts. */
    public String clientId() {
        return oauth.clientId();
    }

    /** The client secret that {@code /oauth/token} accepts. */
    public String clientSecret() {
        return oauth.clientSecret();
    }

    /** The first user's refresh token, which {@code /oauth/token} accepts any number of times unless it is rotated. */
    public String refreshToken() {
        return oauth.refreshToken();
    }

    /** A new access token of the first user, as if it had been fetched; saves a test the token request. */
    public String accessToken() {
        return oauth.accessToken();
    }

    /** Who consents or declines, and the tokens of further users. */
    public Authorization authorization() {
        return oauth.authorization();
    }

    /** Makes every access token invalid; the next requests with them are answered with 401. */
    public void revokeTokens() {
        oauth.revokeTokens();
    }

    /**
     * The records of one resource.
     *
     * @param path the resource's path below {@code /api/v4}, such as {@code activities}, {@code clio_payments/payments}
     *     or {@code contacts/{contact_id}/phone_numbers}
     * @throws IllegalArgumentException if the sandbox does not play it
     */
    public ClioRecords records(String path) {
        return records.of(path);
    }

    /**
     * Answers requests for a resource with 403 from now on.
     *
     * @param path the resource's path
     */
    public void forbid(String path) {
        records(path);
        gateway.forbid(path);
    }

    /**
     * Ends {@link #forbid}.
     *
     * @param path the resource's path
     */
    public void permit(String path) {
        gateway.permit(path);
    }

    /**
     * Changes the rate limit from now on, as Clio does between peak and other hours. What a token has used up stays.
     *
     * @param requests how many requests of a token are answered in each period; 0 switches the limit off
     */
    public void rateLimit(int requests) {
        limiter.limit(requests);
    }

    /**
     * Lets another client make requests with every access token that has been used so far: they use up budget and are
     * seen in the rate limit's headers only.
     *
     * @param requests how many, as far as the limit admits them
     */
    public void foreignCalls(int requests) {
        limiter.foreignCalls(requests);
    }

    /**
     * Lets the second page of a list link back to the first one from now on.
     *
     * @param path the resource's path
     */
    public void loopPages(String path) {
        records(path);
        links.loop(path);
    }

    /**
     * Lets the pages of a list link to another host from now on.
     *
     * @param path the resource's path
     * @param host scheme, host and port, without a slash at its end
     */
    public void leadPagesTo(String path, URI host) {
        records(path);
        links.leadTo(path, host);
    }

    /**
     * Ends {@link #loopPages} and {@link #leadPagesTo}.
     *
     * @param path the resource's path
     */
    public void mendPages(String path) {
        links.mend(path);
    }

    /** Every delivery emitted so far. */
    public Ledger ledger() {
        return webhooks.ledger();
    }

    /** Faults of the API's HTTP server. */
    public Faults faults() {
        return faults;
    }

    /** Faults of webhook deliveries. */
    public DeliveryFaults deliveryFaults() {
        return webhooks.faults();
    }

    /** How this Clio behaves towards webhooks where accounts differ or the reference is silent. */
    public WebhookBehaviour webhookBehaviour() {
        return webhooks.behaviour();
    }

    /** What others do to the account's webhooks, and what Clio does to them unasked. */
    public WebhookActions webhooks() {
        return webhooks.actions();
    }

    /**
     * The client's requests for webhooks so far, faulted and refused ones included.
     *
     * @throws IllegalStateException if the log of {@link #requests} has forgotten some
     */
    public WebhookCalls webhookCalls() {
        return WebhookCalls.in(server.log());
    }

    /** Sends receivers what Clio would not send. */
    public Intruder intruder() {
        return webhooks.intruder();
    }

    /** A user's browser, for clicks on custom actions, true and forged. */
    public Browser browser() {
        return customActions.browser();
    }

    /** The files of documents, templates, archives and reports. */
    public ClioFiles files() {
        return files;
    }

    /** The requests the API received. */
    public RequestLog requests() {
        return server.log();
    }

    /** Stops answering and delivering. Repeating it has no effect. */
    @Override
    public void close() {
        webhooks.close();
        server.close();
        files.close();
    }

    private SandboxServer start(Builder settings) {
        try {
            return SandboxServer.start(settings.port, settings.clock, faults, gateway);
        } catch (UncheckedIOException portTaken) {
            files.close();
            throw portTaken;
        }
    }

    /** The settings of a sandbox; each has the vendor's value until it is changed. */
    public static final class Builder {

        private int port;
        private Clock clock = Clock.systemUTC();
        private Optional<HandDrivenScheduler> handDriven = Optional.empty();
        private long seed = 1;
        private HandshakeMode handshake = HandshakeMode.BEFORE_CREATE_RESPONSE;
        private Duration retryBase = Duration.ofMinutes(2);
        private int suspendAfter;
        private boolean suspendOnTheHour;
        private int rateLimit = 50;
        private Duration ratePeriod = Duration.ofSeconds(60);
        private RateWindow rateWindow = RateWindow.FIXED;
        private final Map<String, Long> generated = new LinkedHashMap<>();
        private final Map<String, Redirects.Target> redirects = new HashMap<>();
        private Duration accessTokenLife = Duration.ofDays(30);
        private Duration fileLinkLife = Duration.ofMinutes(10);
        private long keepFilesUpTo = 8L * 1024 * 1024;
        private long smallestPart = 5L * 1024 * 1024;
        private Duration jobTime = Duration.ZERO;
        private List<String> redirectUris = List.of();
        private boolean admitLoopbackUrls = true;
        private boolean sinceIsInclusive = true;
        private Duration deliveryTimeout = Duration.ofSeconds(5);

        private Builder() {}

        /** The port on the loopback address; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The source of every time the sandbox writes and compares; retries run on the machine's own timer. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            this.handDriven = Optional.empty();
            return this;
        }

        /**
         * Puts the sandbox's time in a test's hands: the scheduler's clock is the source of every time, and retries,
         * latency of deliveries and suspensions come when the test moves it, which waits for the answers to what is sent
         * at one instant before it goes on to the next. Deliveries without latency and handshakes are sent at once.
         */
        public Builder time(HandDrivenScheduler scheduler) {
            this.clock = scheduler.clock();
            this.handDriven = Optional.of(scheduler);
            return this;
        }

        /** The seed of credentials, secrets and chance. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** When the handshake comes; {@link ClioSandbox#webhookBehaviour} changes it later. */
        public Builder handshake(HandshakeMode handshake) {
            this.handshake = handshake;
            return this;
        }

        /** The delay before the second attempt of a delivery, doubled for each of the four after it; 2 minutes. */
        public Builder retryBase(Duration retryBase) {
            this.retryBase = retryBase;
            return this;
        }

        /** Suspends a webhook after so many deliveries in a row were given up; 0, the default, never does. */
        public Builder suspendAfter(int givenUpInARow) {
            this.suspendAfter = givenUpInARow;
            return this;
        }

        /**
         * Lets {@link #suspendAfter} suspend at the next full hour instead of at once, as was seen on a live account.
         */
        public Builder suspendOnTheHour() {
            this.suspendOnTheHour = true;
            return this;
        }

        /**
         * The rate limit per access token.
         *
         * @param requests how many requests are answered, at least 1; Clio: 50
         * @param period in which time; Clio: 60 seconds
         */
        public Builder rateLimit(int requests, Duration period) {
            this.rateLimit = requests;
            this.ratePeriod = period;
            return this;
        }

        /** Whether the rate limit counts in fixed windows, as by default, or in a sliding one. */
        public Builder rateWindow(RateWindow window) {
            this.rateWindow = window;
            return this;
        }

        /**
         * Fills a resource with invented records that take no memory until they are changed. They were created one
         * second after the other, the last one when the sandbox is started, and are told apart by a number in their
         * fields. Listing them by ascending id is fast; a filter is tried on each, and another order holds them all.
         *
         * @param path the resource's path, such as {@code activities}
         * @param records how many
         */
        public Builder generated(String path, long records) {
            generated.put(path, records);
            return this;
        }

        /**
         * Answers requests for a resource and its records with 307 to another path of the API.
         *
         * @param path the resource's path, such as {@code practice_areas}
         * @param otherPath the other path below {@code /api/v4}
         */
        public Builder redirecting(String path, String otherPath) {
            redirects.put(path, new Redirects.Target(Optional.empty(), otherPath));
            return this;
        }

        /**
         * Answers requests for a resource and its records with 307 to the same path of another host.
         *
         * @param path the resource's path, such as {@code practice_areas}
         * @param host scheme, host and port, without a slash at its end
         */
        public Builder redirecting(String path, URI host) {
            redirects.put(path, new Redirects.Target(Optional.of(host), path));
            return this;
        }

        /** Switches the rate limit off. */
        public Builder unlimited() {
            this.rateLimit = 0;
            return this;
        }

        /** How long an access token is good for; 30 days. */
        public Builder accessTokenLife(Duration life) {
            this.accessTokenLife = life;
            return this;
        }

        /**
         * The addresses {@code /oauth/authorize} sends users back to; none by default, so that it refuses every one.
         *
         * @param registered absolute addresses without a fragment
         */
        public Builder redirectUris(String... registered) {
            this.redirectUris = List.of(registered);
            return this;
        }

        /**
         * How long links to the storage are good, in whole seconds; 10 minutes. Clio's page names 10 minutes and 8 hours.
         */
        public Builder fileLinkLife(Duration life) {
            this.fileLinkLife = life;
            return this;
        }

        /** The greatest number of bytes of a file kept in memory; greater ones are counted and digested. 8 MiB. */
        public Builder keepFilesUpTo(long bytes) {
            this.keepFilesUpTo = bytes;
            return this;
        }

        /** The least number of bytes of each part of an upload but the last; Clio: 5 MB, played as 5 MiB. */
        public Builder smallestPart(long bytes) {
            this.smallestPart = bytes;
            return this;
        }

        /** How long reports and document archives are being made; zero by default: they are complete when looked at. */
        public Builder jobTime(Duration time) {
            this.jobTime = time;
            return this;
        }

        /** Whether webhooks may have http URLs of loopback addresses; true. Other http URLs are always refused. */
        public Builder admitLoopbackUrls(boolean admit) {
            this.admitLoopbackUrls = admit;
            return this;
        }

        /** Whether {@code updated_since} and {@code created_since} include the second they name; true. */
        public Builder sinceIsInclusive(boolean inclusive) {
            this.sinceIsInclusive = inclusive;
            return this;
        }

        /** How long a receiver may take to answer a delivery or a handshake; 5 seconds, Clio's is not published. */
        public Builder deliveryTimeout(Duration timeout) {
            this.deliveryTimeout = timeout;
            return this;
        }

        /**
         * Starts the sandbox.
         *
         * @throws java.io.UncheckedIOException if the port cannot be bound
         */
        public ClioSandbox start() {
            return new ClioSandbox(this);
        }

        private Webhooks.Settings webhooks() {
            return new Webhooks.Settings(
                    clock,
                    handDriven,
                    handshake,
                    retryBase,
                    suspendAfter,
                    suspendOnTheHour,
                    admitLoopbackUrls,
                    deliveryTimeout);
        }

        private ClioFiles.Settings files() {
            return new ClioFiles.Settings(clock, fileLinkLife, keepFilesUpTo, smallestPart, jobTime);
        }
    }
}
