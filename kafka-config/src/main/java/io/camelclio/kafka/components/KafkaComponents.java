package io.camelclio.kafka.components;

import io.camelclio.kafka.clients.ClientSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Registers the Kafka producers that the sink Kamelet names: {@code kafka-receiving} and {@code kafka-pulling}. They share
 * one pool in which routes go on after an acknowledgement.
 */
public final class KafkaComponents {

    private static final int THREADS = 16;
    private static final int MAX_WAITING = 10_000;

    private KafkaComponents() {}

    /**
     * To be called before the routes start.
     *
     * @param receiving settings of the producer behind webhooks
     * @param pulling settings of the producer behind polls
     */
    public static void register(CamelContext context, ClientSettings receiving, ClientSettings pulling) {
        register(context, receiving, pulling, new DefaultKafkaClientFactory());
    }

    /**
     * The same, for who has producers of its own.
     *
     * @param clients makes the producers
     */
    public static void register(
            CamelContext context, ClientSettings receiving, ClientSettings pulling, KafkaClientFactory clients) {
        ExecutorService pool = continuations(context);
        register(context, "kafka-receiving", receiving, pool, clients);
        register(context, "kafka-pulling", pulling, pool, clients);
    }

    /** When it is full, Kafka's own thread goes on with the route: slower, but nothing is dropped. */
    private static ExecutorService continuations(CamelContext context) {
        ThreadPoolProfile profile = new ThreadPoolProfile("kafka-continuations");
        profile.setPoolSize(THREADS);
        profile.setMaxPoolSize(THREADS);
        profile.setMaxQueueSize(MAX_WAITING);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        return context.getExecutorServiceManager().newThreadPool(KafkaComponents.class, "KafkaContinuations", profile);
    }

    private static void register(
            CamelContext context,
            String scheme,
            ClientSettings client,
            ExecutorService pool,
            KafkaClientFactory clients) {
        Map<String, Object> settings = new HashMap<>(client.asMap());
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setBrokers(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        configuration.setWorkerPool(pool);
        configuration.setAdditionalProperties(settings);
        KafkaComponent component = new KafkaComponent();
        component.setConfiguration(configuration);
        component.setKafkaClientFactory(clients);
        context.addComponent(scheme, component);
    }
}
