package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.http.Origin;
import io.camelclio.pull.http.SecureAddress;
import io.camelclio.pull.rate.MonotonicClock;
import io.camelclio.pull.rate.Pauses;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.MemoryTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account at Smokeball: where it is, who we are there, and what all endpoints on it share. As the
 * {@code httpClientConfigurer} of Camel's HTTP endpoints it lets their requests through in turn and with key and token. Its
 * name stands in every record key.
 *
 * <p>Give it an API key, client id and client secret, and for a marketplace application a refresh token or a file that holds
 * one. None of them is ever shown.
 */
public class SmokeballConnection extends ServiceSupport implements CamelContextAware, HttpClientConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballConnection.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]+");
    private static final Duration TOKEN_DEADLINE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

    private CamelContext camelContext;
    private SSLContextParameters sslContextParameters;
    private String name;
    private String region = SmokeballInstallation.REGIONS.get(0);
    private String environment;
    private String apiUrl;
    private String authUrl;
    private String apiKey;
    private String clientId;
    private String clientSecret;
    private String refreshToken;
    private String tokenFile;
    private RefreshTokenEnd refreshTokenEnd;
    private String accountId;
    private String userId;
    private WebhookOptions webhooks = new WebhookOptions();
    private Clock clock = Clock.systemUTC();
    private Clock steadyClock = new MonotonicClock();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private ClientRates rates;
    private Instant warnedAt = Instant.MIN;
    private volatile Running running;

    @Override
    protected void doInit() throws IOException {
        require(
                NAME.matcher(getName()).matches(),
                "name",
                getName(),
                "1 to 64 letters, digits, dots, dashes and underscores");
        apiKey = credential("apiKey", apiKey);
        clientId = credential("clientId", clientId);
        clientSecret = credential("clientSecret", clientSecret);
        refreshToken = plain("refreshToken", refreshToken);
        webhooks.check(getName(), this::plain);
        expectedWebhooks();
        require(
                accountId == null || ID.matcher(accountId).matches(),
                "accountId",
                accountId,
                "letters, digits and dashes");
        require(userId == null || ID.matcher(userId).matches(), "userId", userId, "letters, digits and dashes");
        SmokeballInstallation.contradiction(api(), auth()).ifPresent(why -> {
            throw new IllegalArgumentException(
                    "Options apiUrl and authUrl of Smokeball connection '" + getName() + "' " + why);
        });
        if (isPersonal() && userId != null) {
            throw new IllegalArgumentException("Smokeball connection '" + getName() + "' has a userId, but acts for the"
                    + " user who gave the refresh token; remove one of them");
        }
        if (!isPersonal() && refreshTokenEnd != null) {
            throw new IllegalArgumentException("Smokeball connection '" + getName() + "' has a refreshTokenEnd, but no"
                    + " refresh token; give it refreshToken or tokenFile, or remove refreshTokenEnd");
        }
        if (tokenFile != null
                && refreshToken == null
                && new FileTokenStore(Path.of(tokenFile)).load().isEmpty()) {
            throw new IllegalArgumentException("Option tokenFile of Smokeball connection '" + getName() + "' is '"
                    + tokenFile + "', which holds no refresh token; put it there, or set refreshToken");
        }
    }

    private boolean isPersonal() {
        return refreshToken != null || tokenFile != null;
    }

    private String credential(String option, String value) {
        String plain = plain(option, value);
        if (plain == null) {
            throw new IllegalArgumentException("Smokeball connection '" + getName() + "' lacks the option " + option
                    + "; it stands in Smokeball's developer console");
        }
        return plain;
    }

    private String plain(String option, String value) {
        String plain = value == null ? "" : value.strip();
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Option " + option + " of Smokeball connection '" + getName()
                    + "' has a control character, such as a line break, within; give it on one line");
        }
        return plain.isEmpty() ? null : plain;
    }

    private void require(boolean fulfilled, String option, String value, String allowed) {
        if (!fulfilled) {
            throw new IllegalArgumentException("Option " + option + " of Smokeball connection '" + getName() + "' is '"
                    + value + "'; allowed are " + allowed);
        }
    }

    @Override
    protected synchronized void doStart() throws Exception {
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TOKEN_DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (sslContextParameters != null) {
            http.sslContext(sslContextParameters.createSSLContext(camelContext));
        }
        TokenEndpoint endpoint =
                new TokenEndpoint(URI.create(auth() + "/oauth2/token"), TOKEN_DEADLINE, http.build(), steadyClock);
        ConnectionMeters meters = ConnectionMeters.of(camelContext, getName());
        SmokeballLogin login = new SmokeballLogin(
                getName(),
                new SmokeballTokens(endpoint, clientId, clientSecret),
                tokenStore(),
                refreshToken,
                steadyClock,
                outcome -> {
                    meters.refreshed(outcome);
                    warnOfTheEnd();
                });
        ClientRate rate = rates.of(clientId, Origin.of(api()));
        Pauses pauses = rates.pauses();
        StoppedStreams stopped = new StoppedStreams(steadyClock);
        SmokeballCalls calls = new SmokeballCalls(
                getName(),
                address(),
                headers(),
                login,
                rate,
                stopped,
                new SmokeballRepetition(random),
                pauses,
                meters,
                steadyClock);
        ConnectionHealthCheck health = new ConnectionHealthCheck(
                getName(),
                login.session()::state,
                stopped::all,
                Optional.ofNullable(refreshTokenEnd),
                steadyClock,
                clock);
        running = new Running(login, rate, stopped, calls, meters, health);
        show(running);
        warnOfTheEnd();
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-api-key", apiKey);
        if (userId != null) {
            headers.put("UserId", userId);
        }
        return headers;
    }

    private Optional<TokenStore> tokenStore() {
        if (tokenFile != null) {
            return Optional.of(new FileTokenStore(Path.of(tokenFile)));
        }
        return refreshToken == null ? Optional.empty() : Optional.of(new MemoryTokenStore());
    }

    private void show(Running parts) {
        parts.meters().show(parts.rate()::state);
        parts.meters()
                .show(
                        SmokeballMeters.TOKEN_AGE,
                        "How long ago the access token was given",
                        "seconds",
                        () -> parts.login()
                                .issuedAt()
                                .map(at -> seconds(at, steadyClock.instant()))
                                .orElse(Double.NaN));
        parts.meters()
                .show(
                        SmokeballMeters.STREAMS_STOPPED,
                        "Streams that Smokeball refuses with a fresh token too",
                        null,
                        () -> parts.stopped().all().size());
        if (refreshTokenEnd != null) {
            parts.meters()
                    .show(
                            SmokeballMeters.REFRESH_TOKEN_EXPIRY,
                            "How long the refresh token will still be good",
                            "seconds",
                            () -> seconds(clock.instant(), refreshTokenEnd.at()));
        }
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null) {
            checks.register(parts.health());
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Looked at with each new access token, that is hourly. */
    private synchronized void warnOfTheEnd() {
        Instant now = clock.instant();
        if (refreshTokenEnd == null || warnedAt.isAfter(now.minus(BETWEEN_WARNINGS))) {
            return;
        }
        refreshTokenEnd.warning(now).ifPresent(warning -> {
            LOG.warn("Smokeball connection '{}': {}", getName(), warning);
            warnedAt = now;
        });
    }

    @Override
    protected synchronized void doStop() {
        if (running == null) {
            return;
        }
        running.meters().close();
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null) {
            checks.unregister(running.health());
        }
        running = null;
    }

    private Running running() {
        Running parts = running;
        if (parts == null) {
            throw new IllegalStateException("Smokeball connection '" + getName() + "' is not started, or was stopped");
        }
        return parts;
    }

    /** For reads that may take their time: polls and sweeps. The connection must be started. */
    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        running().calls().configure(client, Priority.BACKFILL);
    }

    /** For reads that somebody waits for: they go before {@link #configureHttpClient}'s. */
    public HttpClientConfigurer live() {
        return client -> running().calls().configure(client, Priority.INTERACTIVE);
    }

    /** Whether a stream is refused and stands still: it would not be asked for now. The connection must be started. */
    public boolean isStopped(URI resource) {
        return running()
                .stopped()
                .stopOf(ResourceName.of(address(), resource.getPath()))
                .isPresent();
    }

    /** How the rate that the accounts of this client share stands. The connection must be started. */
    public RateBudget.State budgetState() {
        return running().rate().state();
    }

    boolean sharesItsRateWith(SmokeballConnection other) {
        return running().rate() == other.running().rate();
    }

    /** What the API's paths are appended to: the configured or the installation's address, and the account where it is told. */
    public URI address() {
        return accountId == null ? api() : URI.create(api() + "/" + accountId);
    }

    private URI api() {
        return apiUrl == null && authUrl == null ? installation().api() : given("apiUrl", apiUrl);
    }

    private URI auth() {
        return apiUrl == null && authUrl == null ? installation().auth() : given("authUrl", authUrl);
    }

    private SmokeballInstallation installation() {
        String place = environment == null ? SmokeballInstallation.ENVIRONMENTS.get(0) : environment;
        return SmokeballInstallation.of(region, place)
                .orElseThrow(
                        () -> new IllegalArgumentException("Options region and environment of Smokeball connection '"
                                + getName() + "' are '" + region + "' and '" + place + "'; allowed are "
                                + SmokeballInstallation.REGIONS + " and " + SmokeballInstallation.ENVIRONMENTS));
    }

    private URI given(String option, String text) {
        if (text == null) {
            throw new IllegalArgumentException("Smokeball connection '" + getName() + "' lacks the option " + option
                    + "; set both apiUrl and authUrl or none, for a token of one installation is no good at another");
        }
        if (environment != null) {
            throw new IllegalArgumentException("Smokeball connection '" + getName()
                    + "' has addresses and an environment; remove either, for they may contradict");
        }
        return base(option, text);
    }

    private URI base(String option, String text) {
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            if (SecureAddress.isBase(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other text that is no address.
        }
        throw new IllegalArgumentException("Option " + option + " of Smokeball connection '" + getName() + "' is '"
                + SecureAddress.withoutUser(text) + "'; allowed is an https address without a query, fragment or user"
                + " (http to a loopback address)");
    }

    /**
     * How the account's webhooks come; empty where it is only polled.
     *
     * @throws IllegalArgumentException when the public address is none
     */
    public Optional<ExpectedWebhooks> expectedWebhooks() {
        return Optional.ofNullable(webhooks.secretKey())
                .map(key -> new ExpectedWebhooks(
                        base("webhooks.publicUrl", webhooks.publicUrl()),
                        key,
                        clientId,
                        Optional.ofNullable(accountId)));
    }

    /** What the accounts of a client share; given before the start. */
    void setRates(ClientRates rates) {
        this.rates = rates;
    }

    /** One time for everything, in place of the system's. */
    void setClock(Clock clock) {
        this.clock = clock;
        this.steadyClock = clock;
    }

    /** Numbers from 0 to 1 for the jitter of pauses. */
    void setRandom(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The connection's name; the region's word when none was given. */
    public String getName() {
        return name == null ? region : name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** {@code us}, {@code au} or {@code uk}. */
    public void setRegion(String region) {
        this.region = region;
    }

    /** {@code production}, the default, or {@code staging}. */
    public void setEnvironment(String environment) {
        this.environment = environment;
    }

    /** Base address of the API instead of the installation's; with {@link #setAuthUrl} only. */
    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    /** Base address of the token endpoint instead of the installation's; {@code /oauth2/token} is appended. */
    public void setAuthUrl(String authUrl) {
        this.authUrl = authUrl;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /** For a marketplace application; without it, and without a file, client credentials are used. */
    public void setRefreshToken(String refreshToken) {
        this.refreshToken = refreshToken;
    }

    /**
     * A file that holds the refresh token, its owner's alone: read at each refresh, so that a new consent's token put there
     * is taken without a restart, and replaced should Smokeball give a new token. It wins over the configured one.
     */
    public void setTokenFile(String tokenFile) {
        this.tokenFile = tokenFile;
    }

    /**
     * When the refresh token ends: a day such as {@code 2026-12-24}, or a time.
     *
     * @throws IllegalArgumentException for anything else
     */
    public void setRefreshTokenEnd(String refreshTokenEnd) {
        try {
            this.refreshTokenEnd = RefreshTokenEnd.parse(refreshTokenEnd);
        } catch (IllegalArgumentException e) {
            // Not passed on as a cause: at the start a person sees the innermost message alone.
            throw new IllegalArgumentException(
                    "Option refreshTokenEnd is '" + refreshTokenEnd + "'; " + e.getMessage());
        }
    }

    /** The account to stand before every path, for a client that may reach more than one. */
    public void setAccountId(String accountId) {
        this.accountId = accountId;
    }

    /** The user whose permissions count, for client credentials. */
    public void setUserId(String userId) {
        this.userId = userId;
    }

    /** Whom the calls for tokens trust; those of the API go by the component {@code https}. Java's own choice without. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /** Where its webhooks come in, and what proves them; without its options the account is only polled. */
    public WebhookOptions getWebhooks() {
        return webhooks;
    }

    public void setWebhooks(WebhookOptions webhooks) {
        this.webhooks = webhooks;
    }

    /** Names the connection; no credential is shown. */
    @Override
    public String toString() {
        return "SmokeballConnection[" + getName() + "]";
    }

    /** What lives from start to stop. */
    private record Running(
            SmokeballLogin login,
            ClientRate rate,
            StoppedStreams stopped,
            SmokeballCalls calls,
            ConnectionMeters meters,
            ConnectionHealthCheck health) {}
}
