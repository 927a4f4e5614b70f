package io.camelclio.component;

import io.camelclio.component.http.ServedPaths;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/**
 * Reads and polls Clio Manage. The component's own connection is made of its options; an endpoint may name another.
 * Credentials are options of the component or of a connection bean, never of an endpoint, so that no URI holds one.
 */
@Component("clio")
public class ClioComponent extends HealthCheckComponent {

    @Metadata(
            description =
                    "The account to use where an endpoint names none. Without it one is made of the options below.",
            label = "advanced")
    private ClioConnection connection;

    @Metadata(
            description =
                    "Name of the component's own connection, the first part of every record key. The region's word"
                            + " when not set.")
    private String connectionName;

    @Metadata(description = "Clio's installation the account belongs to.", defaultValue = "us", enums = "us,ca,eu,au")
    private String region = ClioRegion.US.word();

    @Metadata(description = "Base address of the API instead of the region's.", label = "advanced")
    private String apiUrl;

    @Metadata(
            description = "Minor version of Clio's API to ask for.",
            defaultValue = ClioConnection.DEFAULT_API_VERSION,
            label = "advanced")
    private String apiVersion = ClioConnection.DEFAULT_API_VERSION;

    @Metadata(description = "Client id of the application in Clio's developer portal.", label = "security")
    private String clientId;

    @Metadata(description = "Client secret of the application.", label = "security", secret = true)
    private String clientSecret;

    @Metadata(
            description = "Refresh token of the user who authorised the application.",
            label = "security",
            secret = true)
    private String refreshToken;

    @Metadata(
            description =
                    "File that keeps the refresh token, readable by its owner alone. What it holds wins over option"
                            + " refreshToken; it is read at each refresh and replaced when Clio gives a new token.",
            label = "security")
    private String tokenFile;

    @Metadata(
            description = "A ready access token instead of client id, client secret and refresh token. It cannot be"
                    + " renewed when it ends.",
            label = "security",
            secret = true)
    private String accessToken;

    @Metadata(
            description =
                    "Secrets of webhooks, where the account may not read them by API: by Clio's word for the model"
                            + " one, or several separated by commas while they change. They count besides those that the API"
                            + " shows, for a connection that was given, too.",
            label = "security",
            secret = true)
    private Map<String, String> webhookSecrets = new LinkedHashMap<>();

    private final Map<String, ClioConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, Object> cursors = new ConcurrentHashMap<>();
    private final ServedPaths servedPaths = new ServedPaths();

    public ClioComponent() {}

    public ClioComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().addLifecycleStrategy(new OuterRouteCursors(this));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ClioEndpoint endpoint = new ClioEndpoint(uri, this, remaining);
        endpoint.getRequest().setFilter(PropertiesHelper.extractProperties(parameters, "filter."));
        endpoint.getRequest().setPath(PropertiesHelper.extractProperties(parameters, "path."));
        options().checkWords(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        options().refuse(parameters.keySet());
        super.validateParameters(uri, parameters, optionPrefix);
    }

    private EndpointOptions options() {
        return new EndpointOptions(getCamelContext(), "clio");
    }

    /**
     * Starts an account with the application.
     *
     * @throws IllegalArgumentException when another account has its name, since the name stands in every record key
     */
    public void use(ClioConnection account) throws Exception {
        ClioConnection first = connections.putIfAbsent(account.getName(), account);
        if (first != null && first != account) {
            throw new IllegalArgumentException("Two Clio connections are named '" + account.getName()
                    + "'; give one of them another name, which stands in its record keys");
        }
        try {
            getCamelContext().addService(account, true, true);
        } catch (Exception e) {
            connections.remove(account.getName(), account);
            throw e;
        }
    }

    /** The accounts in use. */
    public Collection<ClioConnection> connections() {
        return List.copyOf(connections.values());
    }

    /** The paths on the HTTP server that consumers of this application have. */
    public ServedPaths servedPaths() {
        return servedPaths;
    }

    /**
     * A cursor belongs to one consumer: two would move it past each other's records.
     *
     * @param owner the consumer, or the route of a consumer that runs it
     */
    public void claimCursor(String name, Object owner) {
        Object first = cursors.putIfAbsent(name, owner);
        if (first != null && first != owner) {
            throw new IllegalArgumentException(
                    "Two consumers keep their cursor under '" + name + "'; give one of them another by option cursor");
        }
    }

    /** Another consumer may have the cursor from now on. */
    public void releaseCursor(String name, Object owner) {
        cursors.remove(name, owner);
    }

    /** The connection of endpoints that name none; made on first use. */
    public ClioConnection getConnection() {
        lock.lock();
        try {
            if (connection == null) {
                connection = ownConnection();
            }
            // Camel sets a component's options after a connection was given to it.
            connection.addWebhookSecrets(webhookSecrets);
            return connection;
        } finally {
            lock.unlock();
        }
    }

    private ClioConnection ownConnection() {
        ClioConnection own = new ClioConnection();
        own.setName(connectionName);
        own.setRegion(region);
        own.setApiUrl(apiUrl);
        own.setApiVersion(apiVersion);
        own.setClientId(clientId);
        own.setClientSecret(clientSecret);
        own.setRefreshToken(refreshToken);
        if (tokenFile != null) {
            own.setTokenFile(tokenFile);
        }
        own.setAccessToken(accessToken);
        return own;
    }

    public void setConnection(ClioConnection connection) {
        this.connection = connection;
    }

    public String getConnectionName() {
        return connectionName;
    }

    public void setConnectionName(String connectionName) {
        this.connectionName = connectionName;
    }

    public String getRegion() {
        return region;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public String getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public String getRefreshToken() {
        return refreshToken;
    }

    public void setRefreshToken(String refreshToken) {
        this.refreshToken = refreshToken;
    }

    public String getTokenFile() {
        return tokenFile;
    }

    public void setTokenFile(String tokenFile) {
        this.tokenFile = tokenFile;
    }

    public String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    public Map<String, String> getWebhookSecrets() {
        return webhookSecrets;
    }

    public void setWebhookSecrets(Map<String, String> webhookSecrets) {
        this.webhookSecrets = webhookSecrets;
    }
}
