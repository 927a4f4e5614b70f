package io.camelclio.component.webhook;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.EndpointOptions;
import io.camelclio.component.leadership.Leadership;
import io.camelclio.component.webhook.delivery.BodySpace;
import io.camelclio.component.webhook.delivery.Reception;
import io.camelclio.component.webhook.subscription.ConfirmedSecrets;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.component.webhook.subscription.Subscriptions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.cluster.ClusterServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Receives Clio's webhooks. Credentials are those of the clio component, or of a connection bean. */
@Component("clio-webhook")
public class ClioWebhookComponent extends DefaultComponent {

    @Metadata(
            description = "The account to use where an endpoint names none. Without it the connection of the clio"
                    + " component is used.",
            label = "advanced")
    private ClioConnection connection;

    @Metadata(
            description =
                    "Address under which Clio reaches this application: https, without a path of the webhook itself."
                            + " Plain http is allowed to a loopback address only.")
    private String publicUrl;

    @Metadata(
            description =
                    "The publicUrl this application had before. Webhooks that it left there are led to the present one,"
                            + " or ended where there is one already. Remove the option when that is done.",
            label = "advanced")
    private String previousPublicUrl;

    @Metadata(
            description =
                    "Whether, of several replicas of the application, only the leader makes, corrects, renews and removes"
                            + " subscriptions. Without a cluster service every process leads.",
            label = "advanced",
            defaultValue = "true")
    private boolean leaderElection = true;

    @Metadata(
            description = "The cluster service that elects the leader. The one Camel has when not set.",
            label = "advanced")
    private CamelClusterService clusterService;

    @Metadata(
            description = "Name of the lock whose holder leads; each connection has its own when not set.",
            label = "advanced",
            defaultValue = "clio-<connection>")
    private String clusterLock;

    @Metadata(
            description = "How long a webhook's secret counts after Clio was first seen without it, because it was"
                    + " changed or the webhook is gone. Clio repeats what was signed with it for about an hour.",
            label = "advanced",
            javaType = "java.time.Duration",
            defaultValue = "3900000")
    private long rotationOverlap = ConfirmedSecrets.DEFAULT_OVERLAP.toMillis();

    /** Threads that verify deliveries and start the route; they do not wait for Kafka's acknowledgement. */
    private static final int THREADS = 16;

    private static final int MAX_WAITING_DELIVERIES = 256;

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(1);

    /** Gaps that are repaired at the same time; as many as there are models. */
    private static final int REPAIRS = 10;

    private static final int MAX_WAITING_REPAIRS = 256;

    @Metadata(
            description =
                    "How long a sender may take for the body of a request before it is cut off with 408. On Vert.x"
                            + " only; elsewhere the server's own setting counts.",
            javaType = "java.time.Duration",
            defaultValue = "10000",
            label = "advanced")
    private long bodyTimeout = 10_000;

    @Metadata(
            description = "The most bytes that bodies of requests may take in memory until they are answered, all"
                    + " endpoints together; more are put off with 503. On Vert.x only; elsewhere the server's own"
                    + " settings count.",
            defaultValue = "67108864",
            label = "advanced")
    private long maxBodyMemory = 67_108_864;

    private ExecutorService executor;
    private BodySpace bodySpace;
    private ExecutorService repairThreads;
    private final Map<ClioConnection, Subscriptions> subscriptions = new ConcurrentHashMap<>();
    private final Set<ClioWebhookConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final Map<ClioConnection, Leadership> leaderships = new ConcurrentHashMap<>();

    public ClioWebhookComponent() {}

    public ClioWebhookComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ClioWebhookEndpoint endpoint = new ClioWebhookEndpoint(uri, this, remaining);
        endpoint.setPublicUrl(publicUrl);
        endpoint.setPreviousPublicUrl(previousPublicUrl);
        options().checkWords(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        checkAtLeastOne("bodyTimeout", bodyTimeout);
        checkAtLeastOne("maxBodyMemory", maxBodyMemory);
        if (rotationOverlap < 0 || rotationOverlap > LONGEST_OVERLAP.toMillis()) {
            throw new IllegalArgumentException("Option rotationOverlap of the component clio-webhook is "
                    + Duration.ofMillis(rotationOverlap) + "; allowed are PT0S to " + LONGEST_OVERLAP);
        }
    }

    private static void checkAtLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "Option " + option + " of the component clio-webhook is " + value + "; allowed is 1 or more");
        }
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        options().refuse(parameters.keySet());
        super.validateParameters(uri, parameters, optionPrefix);
    }

    private EndpointOptions options() {
        return new EndpointOptions(getCamelContext(), "clio-webhook");
    }

    ClioConnection connectionOrDefault() {
        return connection != null ? connection : clio().getConnection();
    }

    /** The component that knows all accounts. */
    ClioComponent clio() {
        return getCamelContext().getComponent("clio", ClioComponent.class);
    }

    Subscriptions subscriptions(ClioConnection account) {
        return subscriptions.computeIfAbsent(
                account, unknown -> new Subscriptions(unknown, Duration.ofMillis(rotationOverlap)));
    }

    /** Which replica does with an account what only one may do; ends with the component. */
    Leadership leadership(ClioConnection account) {
        return leaderships.computeIfAbsent(account, this::takePart);
    }

    private Leadership takePart(ClioConnection account) {
        Optional<CamelClusterService> cluster = clusterService != null
                ? Optional.of(clusterService)
                : ClusterServiceHelper.lookupService(getCamelContext());
        if (!leaderElection || cluster.isEmpty()) {
            return Leadership.alone();
        }
        String lock = clusterLock != null ? clusterLock : "clio-" + account.getName();
        try {
            return Leadership.of(cluster.get(), lock);
        } catch (Exception e) {
            throw new IllegalStateException("The cluster service gives no view of the lock '" + lock + "'", e);
        }
    }

    /** How the subscriptions stand that consumers of this application need of an account. */
    public List<SubscriptionState> subscriptionStates(ClioConnection account) {
        return consumers.stream()
                .filter(consumer -> consumer.getEndpoint().getConnection() == account)
                .map(ClioWebhookConsumer::subscriptionState)
                .sorted(Comparator.comparing(SubscriptionState::url))
                .toList();
    }

    void started(ClioWebhookConsumer consumer) {
        consumers.add(consumer);
    }

    void stopped(ClioWebhookConsumer consumer) {
        consumers.remove(consumer);
    }

    /** What the endpoints share where this component reads requests itself, on Vert.x. */
    Reception reception() {
        lock.lock();
        try {
            if (bodySpace == null) {
                bodySpace = new BodySpace(maxBodyMemory);
            }
            return new Reception(executor(), Duration.ofMillis(bodyTimeout), bodySpace);
        } finally {
            lock.unlock();
        }
    }

    /** Where gaps are repaired: one thread for each consumer that reads now, none while nobody does. */
    ExecutorService repairThreads() {
        lock.lock();
        try {
            if (repairThreads == null) {
                ThreadPoolProfile profile = new ThreadPoolProfile("clio-webhook-repair");
                profile.setPoolSize(REPAIRS);
                profile.setMaxPoolSize(REPAIRS);
                profile.setMaxQueueSize(MAX_WAITING_REPAIRS);
                profile.setKeepAliveTime(60L);
                profile.setAllowCoreThreadTimeOut(true);
                profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
                repairThreads =
                        getCamelContext().getExecutorServiceManager().newThreadPool(this, "ClioWebhookRepair", profile);
            }
            return repairThreads;
        } finally {
            lock.unlock();
        }
    }

    /** Where deliveries are worked on; refuses more than it has room for. */
    private ExecutorService executor() {
        lock.lock();
        try {
            if (executor == null) {
                ThreadPoolProfile profile = new ThreadPoolProfile("clio-webhook");
                profile.setPoolSize(THREADS);
                profile.setMaxPoolSize(THREADS);
                profile.setMaxQueueSize(MAX_WAITING_DELIVERIES);
                profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
                executor = getCamelContext().getExecutorServiceManager().newThreadPool(this, "ClioWebhook", profile);
            }
            return executor;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            getCamelContext().getExecutorServiceManager().shutdown(executor);
            executor = null;
        }
        if (repairThreads != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(repairThreads);
            repairThreads = null;
        }
        leaderships.values().forEach(Leadership::close);
        leaderships.clear();
        super.doStop();
    }

    public ClioConnection getConnection() {
        return connection;
    }

    public void setConnection(ClioConnection connection) {
        this.connection = connection;
    }

    public String getPreviousPublicUrl() {
        return previousPublicUrl;
    }

    public void setPreviousPublicUrl(String previousPublicUrl) {
        this.previousPublicUrl = previousPublicUrl;
    }

    public boolean isLeaderElection() {
        return leaderElection;
    }

    public void setLeaderElection(boolean leaderElection) {
        this.leaderElection = leaderElection;
    }

    public CamelClusterService getClusterService() {
        return clusterService;
    }

    public void setClusterService(CamelClusterService clusterService) {
        this.clusterService = clusterService;
    }

    public String getClusterLock() {
        return clusterLock;
    }

    public void setClusterLock(String clusterLock) {
        this.clusterLock = clusterLock;
    }

    public long getRotationOverlap() {
        return rotationOverlap;
    }

    public void setRotationOverlap(long rotationOverlap) {
        this.rotationOverlap = rotationOverlap;
    }

    public String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public long getBodyTimeout() {
        return bodyTimeout;
    }

    public void setBodyTimeout(long bodyTimeout) {
        this.bodyTimeout = bodyTimeout;
    }

    public long getMaxBodyMemory() {
        return maxBodyMemory;
    }

    public void setMaxBodyMemory(long maxBodyMemory) {
        this.maxBodyMemory = maxBodyMemory;
    }
}
