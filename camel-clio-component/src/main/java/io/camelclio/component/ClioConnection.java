package io.camelclio.component;

import io.camelclio.component.api.ClioApi;
import io.camelclio.component.api.ClioCredentials;
import io.camelclio.component.api.ClioLogin;
import io.camelclio.component.files.SignedStorage;
import io.camelclio.component.telemetry.ConnectionTelemetry;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.http.SecureAddress;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.rate.MonotonicClock;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.MemoryTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenState;
import io.camelclio.pull.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceSupport;

/**
 * One account at Clio: where it is, who we are there, and what all endpoints on it share: one token, one rate budget, one
 * HTTP client and the memory of what was lately confirmed. Its name stands in every record key.
 *
 * <p>Give it a refresh token, or a file that holds one, with client id and secret; or an access token alone. None of them is ever shown.
 */
public class ClioConnection extends ServiceSupport implements CamelContextAware {

    /** The minor version of Clio's API that this component was built against (Clio, "API changelog"). */
    public static final String DEFAULT_API_VERSION = "4.0.13";

    /** Calls per window and token at peak hours; the answers' headers adjust it (Clio, "Rate limits"). */
    private static final int CALLS_PER_WINDOW = 50;

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    /** Three refresh tokens may be tried before a call is sent: all of it ends before its place in the budget is given up. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private CamelContext camelContext;
    private SSLContextParameters sslContextParameters;
    private String name;
    private String region = ClioRegion.US.word();
    private String apiUrl;
    private String clientId;
    private String clientSecret;
    private String refreshToken;
    private String accessToken;
    private String apiVersion = DEFAULT_API_VERSION;
    private Map<String, String> webhookSecrets = new LinkedHashMap<>();
    private Duration requestTimeout = Duration.ofSeconds(30);
    private TokenStore tokenStore = new MemoryTokenStore();
    private Clock clock = Clock.systemUTC();
    private Clock steadyClock = new MonotonicClock();
    private final VendorClock vendorClock = new VendorClock();

    private final Map<String, ConfirmedVersions> memories = new ConcurrentHashMap<>();
    private ScheduledExecutorService givenScheduler;
    private volatile Running running;

    @Override
    protected void doInit() throws IOException {
        if (!NAME.matcher(getName()).matches()) {
            throw new IllegalArgumentException("Option connectionName is '" + getName()
                    + "'; allowed are 1 to 64 letters, digits, dots, dashes and underscores");
        }
        address();
        if (requestTimeout.compareTo(SHORTEST_TIMEOUT) < 0 || requestTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "Option requestTimeout is " + requestTimeout + "; allowed is 1 ms to " + LONGEST_TIMEOUT);
        }
        take(
                ClioCredentials.checked("clientId", clientId),
                ClioCredentials.checked("clientSecret", clientSecret),
                ClioCredentials.checked("refreshToken", refreshToken),
                ClioCredentials.checked("accessToken", accessToken));
        if (accessToken != null) {
            return;
        }
        boolean hasRefreshToken = tokenStore.load().isPresent() || refreshToken != null;
        if (clientId == null || clientSecret == null || !hasRefreshToken) {
            throw new IllegalArgumentException("Clio connection '" + getName() + "' lacks credentials; set clientId,"
                    + " clientSecret and refreshToken (or a tokenFile that holds one), or accessToken alone");
        }
    }

    private void take(String id, String secret, String refresh, String access) {
        clientId = id;
        clientSecret = secret;
        refreshToken = refresh;
        accessToken = access;
    }

    @Override
    protected synchronized void doStart() throws Exception {
        ScheduledExecutorService scheduler = givenScheduler != null
                ? givenScheduler
                : camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "ClioConnection");
        // Fifty calls a minute gain nothing from HTTP/2, and its upgrade offer over plain http confuses some servers.
        HttpClient.Builder clients = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(requestTimeout)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (sslContextParameters != null) {
            clients.sslContext(sslContextParameters.createSSLContext(camelContext));
        }
        HttpClient http = clients.build();
        TokenEndpoint endpoint =
                new TokenEndpoint(URI.create(address() + "/oauth/token"), requestTimeout, http, steadyClock);
        ClioCredentials credentials = new ClioCredentials(clientId, clientSecret, refreshToken, accessToken);
        ConnectionTelemetry telemetry = new ConnectionTelemetry(camelContext, getName(), clock);
        ClioLogin login =
                new ClioLogin(getName(), endpoint, credentials, tokenStore, steadyClock, telemetry.refreshes());
        RateBudget budget = new RateBudget(CALLS_PER_WINDOW, WINDOW, steadyClock, scheduler);
        ClioApi api = new ClioApi(
                address(),
                apiVersion,
                requestTimeout,
                login.session(),
                budget,
                http,
                steadyClock,
                scheduler,
                telemetry.calls());
        running = new Running(scheduler, login, budget, api, new SignedStorage(http, steadyClock), telemetry);
        telemetry.show(budget::state, login.session()::state, steadyClock);
    }

    /** Nothing is kept of what held the HTTP client, whose thread ends when nobody can reach it any more. */
    @Override
    protected synchronized void doStop() {
        if (running == null) {
            return;
        }
        running.telemetry().close();
        running.api().close();
        running.budget().close();
        camelContext.getExecutorServiceManager().shutdownNow(running.scheduler());
        running = null;
    }

    private Running running() {
        Running parts = running;
        if (parts == null) {
            throw new IllegalStateException("Clio connection '" + getName() + "' is not started, or was stopped");
        }
        return parts;
    }

    /**
     * Takes other credentials, at once where the connection is started: calls go on with a token of theirs, and a refusal
     * of the old ones is forgotten. A refresh token among them takes the place of the stored one.
     *
     * @throws IOException when the token store cannot be written or read; the old credentials then stay in force
     */
    public synchronized void renew(ClioCredentials credentials) throws IOException {
        if (running != null) {
            running.login().change(credentials);
        } else if (credentials.accessToken() == null && credentials.refreshToken() != null) {
            tokenStore.save(credentials.refreshToken());
        }
        take(credentials.clientId(), credentials.clientSecret(), credentials.refreshToken(), credentials.accessToken());
    }

    /** How the token stands. The connection must be started. */
    public TokenState tokenState() {
        return running().login().session().state();
    }

    /** How the rate budget stands. The connection must be started. */
    public RateBudget.State budgetState() {
        return running().budget().state();
    }

    /** Who is told how polls and deliveries go. The connection must be started. */
    public ConnectionTelemetry telemetry() {
        return running().telemetry();
    }

    /** The base address of the API: the configured one, else the region's. */
    public URI address() {
        ClioRegion installation = ClioRegion.of(region);
        if (apiUrl == null) {
            return installation.address();
        }
        URI given;
        try {
            given = URI.create(apiUrl.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw badAddress();
        }
        if (!SecureAddress.isBase(given)) {
            throw badAddress();
        }
        return given;
    }

    private IllegalArgumentException badAddress() {
        return new IllegalArgumentException("Option apiUrl is '" + SecureAddress.withoutUser(apiUrl)
                + "'; allowed is an https address without a query, fragment or user, such as https://app.clio.com (http"
                + " to a loopback address)");
    }

    /** The API client. The connection must be started. */
    public ClioApi api() {
        return running().api();
    }

    /** The storage behind Clio, where files are. The connection must be started. */
    SignedStorage storage() {
        return running().storage();
    }

    /** Where the changes of this account come from. */
    public ChangeSource source() {
        return new ChangeSource("clio", getName());
    }

    /**
     * What was lately confirmed by the consumers that share this memory: those that write to the same place. With that
     * place, if the registry has a bean that follows it.
     *
     * @param memory its name, given by configuration, so that there are few
     * @throws IllegalArgumentException naming the beans if several follow places
     */
    public ConfirmedVersions confirmed(String memory) {
        return memories.computeIfAbsent(
                memory,
                name -> new ConfirmedVersions(
                        ConfirmedVersions.RECORDS,
                        Optional.ofNullable(camelContext).flatMap(context -> LastingMemory.ofPlace(context, name))));
    }

    /** Runs what this connection does later. The connection must be started. */
    public ScheduledExecutorService scheduler() {
        return running().scheduler();
    }

    public Clock clock() {
        return clock;
    }

    /** Clio's clock, as far as it is known. */
    public VendorClock vendorClock() {
        return vendorClock;
    }

    void setClock(Clock clock) {
        this.clock = clock;
        this.steadyClock = clock;
    }

    /** Runs what this connection does later, instead of a thread of its own; ends with the connection. */
    void setScheduler(ScheduledExecutorService scheduler) {
        this.givenScheduler = scheduler;
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

    public String getRegion() {
        return region;
    }

    /** {@code us}, {@code ca}, {@code eu} or {@code au}. */
    public void setRegion(String region) {
        this.region = region;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    /** Base address instead of the region's; {@code /api/v4} and {@code /oauth/token} are appended. */
    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public void setRefreshToken(String refreshToken) {
        this.refreshToken = refreshToken;
    }

    /** A ready access token instead of a refresh token; it cannot be renewed when it ends. */
    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    /** Where a refresh token that Clio replaces is kept; by default no longer than the process lives. */
    public void setTokenStore(TokenStore tokenStore) {
        this.tokenStore = tokenStore;
    }

    /**
     * A file to keep the refresh token in instead of a token store: read at each refresh, its owner's alone, and replaced
     * when Clio gives a new token. It wins over the configured refresh token.
     */
    public void setTokenFile(String tokenFile) {
        setTokenStore(new FileTokenStore(Path.of(tokenFile)));
    }

    public Map<String, String> getWebhookSecrets() {
        return webhookSecrets;
    }

    /**
     * Secrets of webhooks, for an account that may not read them by API: by Clio's word for the model, such as
     * {@code activity}, one {@code shared_secret} or several separated by commas. They count besides those that the API
     * shows, from the next start.
     */
    public void setWebhookSecrets(Map<String, String> webhookSecrets) {
        this.webhookSecrets = webhookSecrets;
    }

    /** Adds to its own the secrets of models that it has none of. */
    void addWebhookSecrets(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(webhookSecrets);
        webhookSecrets = all;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** Whom calls to Clio trust, such as the authority of a proxy on the way; whom Java trusts, without. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    /** How long one call may take, body included: 1 ms to a minute, 30 s by default. */
    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** Names the connection; no credential is shown. */
    @Override
    public String toString() {
        return "ClioConnection[" + getName() + "]";
    }

    /** What lives from start to stop. */
    private record Running(
            ScheduledExecutorService scheduler,
            ClioLogin login,
            RateBudget budget,
            ClioApi api,
            SignedStorage storage,
            ConnectionTelemetry telemetry) {}
}
