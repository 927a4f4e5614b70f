package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.net.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real Kafka node, broker and controller in one, in this JVM and on the loopback address only.
 *
 * <p>It keeps its port and its data from {@link #stop()} to {@link #restart()}, so a test can take the broker away and
 * bring it back. It never creates a topic unasked, and a fault inside it never ends the JVM. All methods may be called
 * from any thread.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final int requestedPort;
    private final DataFolder data;
    private final SecuredListener secured;
    private final List<ProxiedListener> proxied;
    private final Map<String, String> chosen;
    private final Quorum quorum;
    private int port;
    private KafkaRaftServer server;
    private boolean closed;

    private EmbeddedKafka(Builder builder) {
        this.requestedPort = builder.port;
        this.secured = builder.secured ? new SecuredListener() : null;
        this.proxied = List.copyOf(builder.proxied);
        this.chosen = Map.copyOf(builder.settings);
        this.quorum = builder.quorum;
        this.data = builder.dataFolder == null ? DataFolder.temporary() : DataFolder.kept(builder.dataFolder);
    }

    /**
     * The one broker of this JVM for all tests that give topics and groups names of their own and leave it running. Started
     * when it is first asked for, gone with the JVM: forks of Surefire run each class by itself, so that nothing in
     * JUnit lasts from one to the next.
     */
    public static EmbeddedKafka shared() {
        return OfThisJvm.KAFKA;
    }

    private static final class OfThisJvm {

        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            EmbeddedKafka kafka = builder().start();
            // A broker whose clients go on takes half a minute to stop, and the JVM ends it anyway.
            Runtime.getRuntime().addShutdownHook(new Thread(kafka.data::release, "shared-broker-end"));
            return kafka;
        }
    }

    /** A broker on a free port with a temporary data folder, unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts the broker and returns when it accepts clients; does nothing if it runs already.
     *
     * @throws IllegalStateException if the port asked for is in use, the data folder cannot be used, the broker does not
     *     come up, or this object is closed
     */
    public synchronized EmbeddedKafka start() {
        if (closed) {
            throw new IllegalStateException("This embedded Kafka broker is closed; build a new one");
        }
        if (server == null) {
            HostJvm.protect();
            startIn(data.open());
        }
        return this;
    }

    private void startIn(Path folder) {
        try {
            if (port != 0) {
                startOn(port, folder);
            } else if (requestedPort != 0) {
                startOn(requestedPort, folder);
            } else {
                startOnFreePort(folder);
            }
        } finally {
            if (server == null && port == 0) {
                data.release();
            } else if (server == null) {
                data.close();
            }
        }
    }

    private void startOnFreePort(Path folder) {
        for (int attempt = 1; ; attempt++) {
            try {
                startOn(LoopbackPorts.free(), folder);
                return;
            } catch (IllegalStateException e) {
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Start of the embedded Kafka broker failed; trying another port", e);
            }
        }
    }

    private void startOn(int clientPort, Path folder) {
        requireFree(clientPort);
        if (secured != null) {
            secured.open("%s:%d".formatted(LoopbackPorts.HOST, clientPort));
        }
        proxied.forEach(ProxiedListener::open);
        BrokerSettings settings = new BrokerSettings(
                clientPort, quorum == null ? Quorum.alone() : quorum, folder, secured, proxied, chosen);
        KafkaRaftServer starting = null;
        try {
            settings.formatStorage();
            starting = new KafkaRaftServer(new KafkaConfig(settings.asMap(), false), Time.SYSTEM);
            starting.startup();
        } catch (Exception e) {
            shutDown(starting);
            throw new IllegalStateException(
                    "The embedded Kafka broker did not start on port %d with its data in %s: %s"
                            .formatted(clientPort, folder, e.getMessage()),
                    e);
        }
        server = starting;
        port = clientPort;
    }

    private static void requireFree(int port) {
        if (!LoopbackPorts.isFree(port)) {
            throw new IllegalStateException(
                    "Port %d on %s is in use, so the embedded Kafka broker cannot listen there. Stop what uses it, or choose another port (setting KAFKA_PORT; 0 takes any free one)"
                            .formatted(port, LoopbackPorts.HOST));
        }
    }

    /** Stops the broker, keeping port and data; does nothing if it does not run. */
    public synchronized void stop() {
        KafkaRaftServer stopping = server;
        server = null;
        shutDown(stopping);
        data.close();
    }

    /** Stops the broker if it runs and starts it on the same port with the same data. */
    public synchronized EmbeddedKafka restart() {
        stop();
        return start();
    }

    /** Stops the broker for good and deletes its data folder, if that was a temporary one. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stop();
            data.release();
            if (secured != null) {
                secured.close();
            }
        }
    }

    /** Kafka waits without end for some of its threads; what has not stopped in time is left to the end of the JVM. */
    private static void shutDown(KafkaRaftServer stopping) {
        if (stopping == null) {
            return;
        }
        Thread stopper = new Thread(() -> shutDownAndWait(stopping), "embedded-kafka-stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            stopper.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopper.isAlive()) {
            LOG.warn("The embedded Kafka broker did not stop within {} s", STOP_TIMEOUT.toSeconds());
        }
    }

    private static void shutDownAndWait(KafkaRaftServer stopping) {
        try {
            stopping.shutdown();
            stopping.awaitShutdown();
        } catch (RuntimeException e) {
            LOG.warn("The embedded Kafka broker did not stop cleanly", e);
        }
    }

    /** Whether the broker is up. */
    public synchronized boolean isRunning() {
        return server != null;
    }

    /**
     * The port on which clients reach the broker; it stays the same over a restart.
     *
     * @throws IllegalStateException before the first start
     */
    public synchronized int port() {
        if (port == 0) {
            throw new IllegalStateException("The embedded Kafka broker has no port before start()");
        }
        return port;
    }

    /** Value for a client's {@code bootstrap.servers}, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port();
    }

    /**
     * The way in with TLS, SASL and ACLs.
     *
     * @throws IllegalStateException if the broker was built without it, or before the first start
     */
    public synchronized SecuredListener secured() {
        if (secured == null) {
            throw new IllegalStateException(
                    "This embedded Kafka broker has no secured listener; see Builder.secured()");
        }
        port();
        return secured;
    }

    /** The folder with the broker's data; null for a temporary one before the first start and after {@link #close}. */
    public synchronized Path dataFolder() {
        return data.path();
    }

    /**
     * Creates one topic, with a replica on each node, and waits until clients see it; fails if it exists.
     *
     * @param name name of the topic
     * @param partitions number of partitions, at least 1
     * @param settings topic settings under Kafka's own names; may be empty
     */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
        try (Admin admin = admin()) {
            await("create topic " + name, admin.createTopics(Set.of(topic)).all());
            awaitVisible(admin, name);
        }
    }

    /** Returns when this broker shows a topic that has been created on another one. */
    void awaitTopic(String name) {
        try (Admin admin = admin()) {
            awaitVisible(admin, name);
        }
    }

    private void awaitVisible(Admin admin, String name) {
        long deadline = System.nanoTime() + ADMIN_TIMEOUT.toNanos();
        while (!await("list topics", admin.listTopics().names()).contains(name)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The embedded Kafka broker does not show topic %s after %d s"
                        .formatted(name, ADMIN_TIMEOUT.toSeconds()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Names of all topics but Kafka's internal ones. */
    public Set<String> topics() {
        try (Admin admin = admin()) {
            return Set.copyOf(await("list topics", admin.listTopics().names()));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis()));
    }

    private <T> T await(String task, KafkaFuture<T> answer) {
        try {
            return answer.get(ADMIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IllegalStateException(
                    "Could not %s on the embedded Kafka broker at %s: %s"
                            .formatted(task, bootstrapServers(), cause.getMessage()),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting to " + task, e);
        }
    }

    /** What may be chosen about a broker. */
    public static final class Builder {

        private int port;
        private Path dataFolder;
        private boolean secured;
        private final List<ProxiedListener> proxied = new ArrayList<>();
        private final Map<String, String> settings = new HashMap<>();
        private Quorum quorum;

        private Builder() {}

        /** Makes the broker one node of several. */
        Builder oneOf(Quorum several) {
            this.quorum = several;
            return this;
        }

        /**
         * The port for clients, 0 to 65535.
         *
         * @param port a port that must be free when the broker starts, or 0 for any free one (the default)
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("Port must be 0 to 65535, was " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * The folder for the broker's data. It is created if need be, kept at the end, and taken up again by a later
         * broker. Without it the data lies in a temporary folder that is deleted by {@link EmbeddedKafka#close()}.
         *
         * @param folder the folder, or null for a temporary one
         */
        public Builder dataFolder(Path folder) {
            this.dataFolder = folder;
            return this;
        }

        /**
         * Gives the broker a second listener, with TLS and SCRAM, and lets ACLs decide what its users may do: nothing
         * without one. {@link EmbeddedKafka#bootstrapServers()} stays the test's own way in, which may do everything.
         */
        public Builder secured() {
            this.secured = true;
            return this;
        }

        /**
         * Gives the broker a further listener whose clients reach it only through this proxy, whatever they connect to
         * later: their {@code bootstrap.servers} is {@link TcpProxy#address()}. May be called once for each proxy.
         */
        public Builder behind(TcpProxy proxy) {
            proxied.add(new ProxiedListener(proxied.size() + 1, proxy));
            return this;
        }

        /**
         * Gives the broker a further listener for clients that are told another address for it, such as that of a proxy in
         * another process. May be called several times.
         *
         * @param port where to listen
         * @param advertised host and port for clients
         */
        public Builder behind(int port, String advertised) {
            proxied.add(new ProxiedListener(proxied.size() + 1, port, advertised));
            return this;
        }

        /**
         * Makes the broker one node of a cluster whose others run elsewhere, such as in processes of their own that can be
         * killed. Each is told the same.
         *
         * @param clusterId Kafka's form of a UUID, as {@code Uuid.randomUuid()} writes it
         * @param nodeId this node, from 1
         * @param controllerPorts the port on which each node's controller listens, in the order of the nodes
         */
        public Builder nodeOf(String clusterId, int nodeId, List<Integer> controllerPorts) {
            return oneOf(new Quorum(clusterId, nodeId, List.copyOf(controllerPorts)));
        }

        /**
         * Sets one of the broker's own settings (Apache Kafka documentation, "Broker Configs"), over what this kit
         * chooses to be quick and small.
         */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** The broker, not yet started. */
        public EmbeddedKafka build() {
            return new EmbeddedKafka(this);
        }

        /**
         * The broker, running.
         *
         * @throws IllegalStateException as {@link EmbeddedKafka#start}
         */
        public EmbeddedKafka start() {
            return build().start();
        }
    }
}
