package io.camelclio.kafka.clients;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** What a Kafka client is used for; each use has its packaged file of settings, which gives the reasons. */
public enum ClientUse {
    /** Producer behind webhooks: a caller is waiting, so Kafka answers or fails within seconds. */
    RECEIVING("receiving", ProducerConfig.configDef()),
    /** Producer behind polls: nobody is waiting, so an outage of minutes is sat out. */
    PULLING("pulling", ProducerConfig.configDef()),
    /** Producer of a replay of dead letters, in transactions that have to be short. */
    REPLAYING("replaying", ProducerConfig.configDef()),
    /** Consumer that reads topics from their beginning. */
    READING("reading", ConsumerConfig.configDef()),
    /** Consumer whose group decides which copy of an application leads. */
    LEADING("leading", ConsumerConfig.configDef()),
    /** Kafka Streams with its consumers, producers and admin client, so a file may name a setting of any of them. */
    STREAMING("streaming", ofEveryClient()),
    /** Admin client that compares, creates and alters topics. */
    ADMINISTERING("administering", AdminClientConfig.configDef());

    private static final Set<String> SENSITIVE_WORDS = Set.of("password", "secret", "token", "jaas", "credential");

    private final String file;
    private final ConfigDef known;

    ClientUse(String name, ConfigDef known) {
        this.file = name + ".properties";
        this.known = known;
    }

    private static ConfigDef ofEveryClient() {
        ConfigDef all = StreamsConfig.configDef();
        Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
                .flatMap(client -> client.configKeys().values().stream())
                .filter(key -> !all.names().contains(key.name))
                .forEach(all::define);
        return all;
    }

    /** The settings that a client of this use reads, and their defaults. */
    ConfigDef known() {
        return known;
    }

    /** The name of its file. */
    String file() {
        return file;
    }

    /** Where the packaged one lies on the class path. */
    String resource() {
        return "/kafka-config/clients/" + file;
    }

    boolean isProducer() {
        return this == RECEIVING || this == PULLING || this == REPLAYING;
    }

    /** Whether the client reads this setting; names that no Kafka client knows may be meant for a plug-in of any. */
    boolean takes(String setting) {
        return known.names().contains(setting) || !isKnownToAnyClient(setting);
    }

    /** Whether the value may be shown: only where Kafka knows the setting and does not treat it as a password. */
    boolean isPublic(String setting) {
        ConfigDef.ConfigKey key = known.configKeys().get(setting);
        return key != null
                && key.type != ConfigDef.Type.PASSWORD
                && SENSITIVE_WORDS.stream().noneMatch(setting::contains);
    }

    private static boolean isKnownToAnyClient(String setting) {
        for (ClientUse use : values()) {
            if (use.known.names().contains(setting)) {
                return true;
            }
        }
        return false;
    }
}
