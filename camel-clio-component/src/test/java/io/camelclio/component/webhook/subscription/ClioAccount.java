package io.camelclio.component.webhook.subscription;

import io.camelclio.component.ClioConnection;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.RequestLog;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** A started connection to a sandbox, and what the sandbox knows of the account's webhooks. */
public final class ClioAccount implements AutoCloseable {

    private static final String WEBHOOKS = "/api/v4/webhooks.json";

    private final ClioSandbox clio;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioConnection connection;

    /** @param address where the API is: the sandbox itself, or something in front of it */
    public ClioAccount(ClioSandbox clio, URI address, Clock clock) throws Exception {
        this.clio = clio;
        this.connection = connection(clio, address, clock);
        context.start();
        context.addService(connection, true, true);
    }

    public ClioAccount(ClioSandbox clio, Clock clock) throws Exception {
        this(clio, clio.baseUri(), clock);
    }

    /** An account whose webhooks deliver at once, without a handshake, and whose calls nobody limits. */
    public static ClioSandbox quiet(Clock clock) {
        return ClioSandbox.builder()
                .handshake(HandshakeMode.NEVER)
                .clock(clock)
                .unlimited()
                .start();
    }

    private static ClioConnection connection(ClioSandbox clio, URI address, Clock clock) {
        ClioConnection connection = new ClioConnection() {
            @Override
            public Clock clock() {
                return clock;
            }
        };
        connection.setName("sandbox");
        connection.setApiUrl(address.toString());
        connection.setClientId(clio.clientId());
        connection.setClientSecret(clio.clientSecret());
        connection.setRefreshToken(clio.refreshToken());
        connection.setRequestTimeout(Duration.ofSeconds(10));
        return connection;
    }

    public DefaultCamelContext context() {
        return context;
    }

    public ClioConnection connection() {
        return connection;
    }

    /** The webhooks that stand in Clio, by ascending id. */
    public List<ClioRecord> webhooks() {
        return clio.records("webhooks").all();
    }

    /** How often Clio was asked for the list of webhooks. */
    public long lists() {
        return calls("GET", WEBHOOKS);
    }

    /** How often Clio was asked to create a webhook. */
    public long creations() {
        return calls("POST", WEBHOOKS);
    }

    /** How often Clio was asked to change a webhook. */
    public long changes() {
        return clio.requests().count(entry -> entry.method().equals("PATCH"));
    }

    /** How often Clio was asked for one webhook. */
    public long reads() {
        return clio.requests().count(this::isReadOfOne);
    }

    private boolean isReadOfOne(RequestLog.Entry entry) {
        return entry.method().equals("GET") && entry.path().matches("/api/v4/webhooks/\\d+\\.json");
    }

    private long calls(String method, String path) {
        return clio.requests()
                .count(entry -> entry.method().equals(method) && entry.path().equals(path));
    }

    public static String secretOf(ClioRecord webhook) {
        return webhook.json().get("shared_secret").asText();
    }

    @Override
    public void close() {
        context.stop();
    }
}
