package io.camelclio.kafka.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings of one Kafka client: the packaged file of its use, the cluster's address, and over both the operator's own
 * file. That file wins, but cannot take the acknowledgement away: {@code acks} and {@code enable.idempotence} stay.
 *
 * <p>Values that could be secret never show in {@link #toString()} or in a message.
 */
public final class ClientSettings {

    private static final String API_TIMEOUT = "default.api.timeout.ms";
    private static final String REQUEST_TIMEOUT = "request.timeout.ms";
    private static final String BROKERS = "bootstrap.servers";

    private final ClientUse use;
    private final Map<String, String> settings;

    private ClientSettings(ClientUse use, Map<String, String> settings) {
        this.use = use;
        this.settings = Collections.unmodifiableMap(settings);
    }

    /**
     * Puts the settings together.
     *
     * @param use what the client is for
     * @param brokers the cluster's address ({@code KAFKA_BROKERS}), or null if the file names it
     * @param userFile a property file ({@code KAFKA_CLIENT_CONFIG}) that may serve clients of every kind: settings that
     *     only another kind of client knows are passed over; or null
     * @throws IllegalArgumentException if the file cannot be read, the address is missing or given twice, or a setting
     *     would weaken what is promised; names the setting
     */
    public static ClientSettings merge(ClientUse use, String brokers, Path userFile) {
        return merge(use, brokers, userFile, null);
    }

    /**
     * As {@link #merge(ClientUse, String, Path)}, where a folder may have a file that stands for the packaged one.
     *
     * @param instead a folder with files such as {@code receiving.properties}, or null
     */
    public static ClientSettings merge(ClientUse use, String brokers, Path userFile, Path instead) {
        Map<String, String> settings = basis(use, instead);
        if (brokers != null && !brokers.isBlank()) {
            settings.put(BROKERS, brokers.trim());
        }
        if (userFile != null) {
            overlay(settings, new UserFile(userFile, use), use);
        }
        if (!settings.containsKey(BROKERS)) {
            throw new IllegalArgumentException(
                    "The address of Kafka is missing: set KAFKA_BROKERS, or bootstrap.servers in the file named by KAFKA_CLIENT_CONFIG");
        }
        return new ClientSettings(use, settings);
    }

    private static void overlay(Map<String, String> settings, UserFile file, ClientUse use) {
        String own = settings.get(BROKERS);
        String other = file.settings().get(BROKERS);
        if (own != null && other != null && !own.equals(other)) {
            throw new IllegalArgumentException(
                    "The address of Kafka is given twice: KAFKA_BROKERS says %s, %s says %s. Remove one of them"
                            .formatted(own, file, other));
        }
        settings.putAll(file.settings());
        if (use.isProducer()) {
            ProducerPromise.check(settings, file.toString());
        }
        if (use == ClientUse.ADMINISTERING) {
            checkTimes(settings, file);
        }
    }

    /** Kafka's admin client refuses them, at its first use only and without saying where they come from. */
    private static void checkTimes(Map<String, String> settings, UserFile file) {
        String request = settings.get(REQUEST_TIMEOUT);
        String all = settings.get(API_TIMEOUT);
        try {
            if (Integer.parseInt(all) >= Integer.parseInt(request)) {
                return;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which shows both.
        }
        throw new IllegalArgumentException(
                "%s (named by KAFKA_CLIENT_CONFIG) together with the packaged settings gives %s=%s, %s=%s for the admin client: both must be milliseconds, and the first at least the second"
                        .formatted(file, API_TIMEOUT, all, REQUEST_TIMEOUT, request));
    }

    private static Map<String, String> basis(ClientUse use, Path instead) {
        Path own = instead == null ? null : instead.resolve(use.file());
        boolean isThere = own != null && Files.exists(own);
        try (InputStream content =
                isThere ? Files.newInputStream(own) : ClientSettings.class.getResourceAsStream(use.resource())) {
            if (content == null) {
                throw new IllegalStateException(use.resource() + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(content);
            return asMap(properties);
        } catch (IOException e) {
            throw new UncheckedIOException((isThere ? own : use.resource()) + " cannot be read", e);
        }
    }

    static Map<String, String> asMap(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> properties.getProperty(name).trim(), (a, b) -> b, TreeMap::new));
    }

    /** The settings for the constructor of a Kafka client; unmodifiable. Contains secrets in clear text. */
    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap(settings);
    }

    /** One setting, or null. May be a secret in clear text. */
    public String get(String name) {
        return settings.get(name);
    }

    /** What the settings are for. */
    public ClientUse use() {
        return use;
    }

    /** The settings with every value masked that could be secret. */
    @Override
    public String toString() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + (use.isPublic(setting.getKey()) ? setting.getValue() : "***"))
                .collect(Collectors.joining(", ", use + " {", "}"));
    }

    /** The operator's file, cut down to what a client of the given use reads. */
    private static final class UserFile {

        private final Path path;
        private final Map<String, String> settings;

        UserFile(Path path, ClientUse use) {
            this.path = path;
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The file %s named by KAFKA_CLIENT_CONFIG cannot be read (%s)"
                                .formatted(path, e.getClass().getSimpleName()),
                        e);
            }
            this.settings = asMap(properties);
            this.settings.keySet().removeIf(name -> !use.takes(name));
        }

        Map<String, String> settings() {
            return settings;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
