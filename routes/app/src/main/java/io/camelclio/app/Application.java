package io.camelclio.app;

import io.camelclio.app.http.WebhookServer;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.OnlyWhileLeading;
import io.camelclio.app.kafka.PublishedWindow;
import io.camelclio.app.kafka.ReceivingTimes;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.latest.KnownRecordsMeters;
import io.camelclio.app.latest.LatestKnownRecords;
import io.camelclio.app.latest.LatestStateService;
import io.camelclio.app.published.FollowedTopics;
import io.camelclio.app.published.PublishedChangesService;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.status.StatusPage;
import io.camelclio.app.telemetry.RouteMeters;
import io.camelclio.app.tls.FileWatch;
import io.camelclio.app.tls.TlsContext;
import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.webhook.ClioWebhookComponent;
import io.camelclio.component.webhook.ClioWebhookEndpoint;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.components.KafkaComponents;
import io.camelclio.kafka.latest.LatestState;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.kafka.published.PublishedTopics;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.pull.progress.KnownRecords;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running application: Camel with the routes, the components they name and the servers they need. Everything is
 * decided by the settings; nothing is created on a cluster that is not ours.
 */
public final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(20);

    private final Settings settings;
    private final RouteProperties properties;
    private final Set<String> vendors;
    private final Main camel = new Main();
    private final WebhookServer webhooks;
    private String stateTopic;
    private String leadershipTopic;
    private SmokeballParts smokeball;
    private String hintTopic;
    private List<LatestTopics> latestTopics = List.of();
    private int mostKnownRecords;
    private Optional<PublishedTopics> published = Optional.empty();

    /** @param given where the routes' properties may be overridden */
    public Application(Settings settings, Given given) {
        this.settings = settings;
        this.properties = RouteProperties.load(settings.routesDir(), given);
        this.vendors = vendors(settings, properties);
        this.webhooks = new WebhookServer(settings.http());
        ConfiguredRoutes.addTo(camel, settings);
        management();
        camel.addMainListener(new BeforeRoutes());
    }

    static Set<String> vendors(Settings settings, RouteProperties properties) {
        Set<String> on = new TreeSet<>(settings.vendors());
        if (!properties.beansOf(SmokeballConnection.class).isEmpty()) {
            on.add("smokeball");
        }
        return on;
    }

    /** The vendors that the settings, or the properties of a team's own routes, name an account of. */
    public Set<String> vendors() {
        return vendors;
    }

    /** Gives the routes properties that win over their file, though not over what the user gave. */
    public void override(Map<String, String> routeProperties) {
        routeProperties.forEach((name, value) -> {
            if (!properties.isGiven(name)) {
                camel.addOverrideProperty(name, value);
            }
        });
    }

    /**
     * Reads and checks what the start works with, so that a missing topic is named before a vendor is asked for anything.
     * Another application may run meanwhile, on the same ports.
     *
     * @throws SettingsException when topics are missing, wrongly configured, or Kafka does not answer
     */
    void prepare() throws Exception {
        if (vendors.isEmpty()) {
            throw new SettingsException(List.of(Settings.NOTHING_TO_DO));
        }
        smokeball = SmokeballParts.read(settings, properties);
        smokeball.routeProperties().forEach(camel::addOverrideProperty);
        ConfiguredTopics topics = ConfiguredTopics.read(properties, settings.routesDir());
        hintTopic = topics.name("integration.hint.smokeball.topic");
        stateTopic = topics.name("integration.state.topic");
        leadershipTopic = topics.name("integration.leadership.topic");
        topics.routeProperties().forEach(camel::addOverrideProperty);
        topics.requireFiles(vendors);
        new TopicCheck(settings.kafka()).check(topics, vendors);
        latestTopics = topics.latest(vendors);
        published = vendors.contains("clio") ? published(topics) : Optional.empty();
        mostKnownRecords = topics.mostKnownRecords();
    }

    /** Of Smokeball's records what is published is known otherwise: only whoever leads publishes them. */
    private Optional<PublishedTopics> published(ConfiguredTopics topics) throws SettingsException {
        KafkaSettings kafka = settings.kafka();
        return PublishedWindow.of(properties)
                .map(window -> new PublishedTopics(
                        topics.changes("clio"),
                        kafka.client(ClientUse.READING),
                        kafka.client(ClientUse.ADMINISTERING),
                        window));
    }

    /** @throws SettingsException when a file of a team's own routes cannot be read, which a start tells only on its way */
    void checkRouteFiles() throws SettingsException, IOException {
        if (settings.routesDir().isPresent()) {
            new RouteFiles(settings.routesDir().get()).check();
        }
    }

    /**
     * Prepares what is not prepared yet, and starts everything.
     *
     * @throws SettingsException as {@link #prepare}, or when a port is taken
     */
    public void start() throws Exception {
        if (smokeball == null) {
            prepare();
        }
        checkManagementPort();
        camel.start();
        checkReceivingTimes();
    }

    /** A warning only: nothing is lost by it, and the file may have to serve polls that want to wait. */
    private void checkReceivingTimes() {
        ReceivingTimes times = ReceivingTimes.of(settings.kafka().client(ClientUse.RECEIVING));
        context().getEndpoints().stream()
                .filter(ClioWebhookEndpoint.class::isInstance)
                .map(ClioWebhookEndpoint.class::cast)
                .flatMap(
                        endpoint -> times
                                .tooLongFor(
                                        "clio-webhook:" + endpoint.getModel(), Duration.ofMillis(endpoint.getTimeout()))
                                .stream())
                .sorted()
                .forEach(LOG::warn);
    }

    /** Camel only logs a management port that is taken, and runs on without health and metrics. */
    private void checkManagementPort() throws SettingsException {
        InetSocketAddress address = new InetSocketAddress(settings.managementHost(), settings.managementPort());
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            throw new SettingsException(List.of("The management server cannot listen on " + address
                    + " (MANAGEMENT_HOST, MANAGEMENT_PORT): " + e.getMessage()));
        }
    }

    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** The port on which webhooks arrive; known once started. */
    public int httpPort() {
        return webhooks.getPort();
    }

    @Override
    public void close() {
        camel.stop();
    }

    private void management() {
        camel.addInitialProperty("camel.management.enabled", "true");
        camel.addInitialProperty("camel.management.host", settings.managementHost());
        camel.addInitialProperty("camel.management.port", String.valueOf(settings.managementPort()));
        camel.addInitialProperty("camel.management.healthCheckEnabled", "true");
        camel.addInitialProperty("camel.management.healthPath", "/observe/health");
        // Camel's own check of a scheduler counts for readiness, and a standing poll must not stop webhooks.
        camel.addInitialProperty("camel.health.excludePattern", "consumer:smokeball*");
        camel.addInitialProperty("camel.management.metricsEnabled", "true");
        camel.addInitialProperty("camel.metrics.path", "/observe/metrics");
        camel.addInitialProperty("camel.metrics.enabled", "true");
        camel.addInitialProperty("camel.metrics.clearOnReload", "false");
        // A timer for every step of every record costs a tenth of a delivery and tells little; routes have their own.
        camel.addInitialProperty("camel.metrics.enableExchangeEventNotifier", "false");
        // RouteMeters counts the same for less.
        camel.addInitialProperty("camel.metrics.enableRoutePolicy", "false");
    }

    /** What the routes name has to be there before Camel reads them. */
    private final class BeforeRoutes extends MainListenerSupport {

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            addService(context, new FileWatch(context, settings.certificates(), FileWatch.PERIOD));
            KafkaSettings kafka = settings.kafka();
            KafkaComponents.register(context, kafka.client(ClientUse.RECEIVING), kafka.client(ClientUse.PULLING));
            RouteMeters meters = new RouteMeters();
            context.addRoutePolicyFactory(meters);
            KafkaClusterService leadership = new KafkaClusterService(
                    leadershipTopic, kafka.client(ClientUse.LEADING), kafka.client(ClientUse.PULLING));
            addService(context, leadership);
            StatusPage page = new StatusPage(context, meters, Clock.systemUTC());
            context.addRoutePolicyFactory(page.failures());
            addService(context, page);
            context.addRoutePolicyFactory(new OnlyWhileLeading(
                    leadership,
                    context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "LedRoutes")));
            KafkaStateRepository cursors = new KafkaStateRepository(
                    stateTopic,
                    kafka.client(ClientUse.PULLING),
                    kafka.client(ClientUse.READING),
                    STATE_TIMEOUT,
                    leadership,
                    KafkaStateRepository::lockOf);
            context.getRegistry().bind("cursors", cursors);
            addService(context, cursors);
            latestState(context, kafka);
            published.ifPresent(topics -> {
                context.getRegistry().bind("followedTopics", new FollowedTopics(topics));
                addService(context, new PublishedChangesService(context, topics));
            });
            settings.clio().ifPresent(clio -> clio(context, clio));
            smokeball.bindAccount(context);
            addService(context, webhooks);
        }

        private void latestState(CamelContext context, KafkaSettings kafka) {
            if (!latestTopics.isEmpty()) {
                context.getRegistry()
                        .bind(
                                "latestRecords",
                                new LatestKnownRecords(
                                        latestTopics,
                                        kafka.client(ClientUse.READING),
                                        mostKnownRecords,
                                        new KnownRecordsMeters(context, mostKnownRecords),
                                        Clock.systemUTC()));
            }
            for (LatestTopics latest : latestTopics) {
                addService(
                        context,
                        new LatestStateService(context, new LatestState(latest, kafka.client(ClientUse.STREAMING))));
            }
        }

        private void clio(CamelContext context, ClioSettings clio) {
            ClioConnection connection = ConfiguredConnection.of(clio);
            ClioComponent component = new ClioComponent();
            component.setConnection(connection);
            context.addComponent("clio", component);
            ClioWebhookComponent webhook = new ClioWebhookComponent();
            webhook.setPublicUrl(clio.publicUrl());
            context.addComponent("clio-webhook", webhook);
        }

        /** Only now are there the beans that a team's properties make. */
        @Override
        public void afterConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            KafkaStateRepository cursors =
                    context.getRegistry().lookupByNameAndType("cursors", KafkaStateRepository.class);
            Optional<KnownRecords> known =
                    Optional.ofNullable(context.getRegistry().lookupByNameAndType("latestRecords", KnownRecords.class));
            smokeball.bindAccounts(context, cursors, known, mostKnownRecords, hintTopic);
            settings.trusted().map(TlsContext::of).ifPresent(trusted -> trust(context, trusted));
        }

        /** Every call to a vendor, and those of a team's own routes by https. */
        private void trust(CamelContext context, TlsContext trusted) {
            if (context.hasComponent("clio") instanceof ClioComponent clio) {
                clio.getConnection().setSslContextParameters(trusted);
            }
            context.getRegistry()
                    .findByType(ClioConnection.class)
                    .forEach(connection -> connection.setSslContextParameters(trusted));
            context.getRegistry()
                    .findByType(SmokeballConnection.class)
                    .forEach(connection -> connection.setSslContextParameters(trusted));
            context.getComponent("https", HttpComponent.class).setSslContextParameters(trusted);
        }
    }

    static void addService(CamelContext context, Object service) {
        try {
            context.addService(service, true, true);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
