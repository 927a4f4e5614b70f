package io.camelclio.app.settings;

import java.util.HashMap;
import java.util.Map;

/** Settings as a person would give them: complete sets to start from, and what a test takes away or changes. */
final class GivenSettings {

    static final String CLIENT_SECRET = "s3cret-of-clio";
    static final String REFRESH_TOKEN = "refresh-of-clio";
    static final String ACCESS_TOKEN = "access-of-clio";
    static final String API_KEY = "key-of-smokeball";
    static final String SMOKEBALL_SECRET = "s3cret-of-smokeball";

    private final Map<String, String> values = new HashMap<>();

    /** Nothing at all. */
    static GivenSettings none() {
        return new GivenSettings();
    }

    /** A complete production set for both vendors and Kafka. */
    static GivenSettings complete() {
        return clioAndKafka()
                .set("SMOKEBALL_API_KEY", API_KEY)
                .set("SMOKEBALL_CLIENT_ID", "id-at-smokeball")
                .set("SMOKEBALL_CLIENT_SECRET", SMOKEBALL_SECRET);
    }

    static GivenSettings clioAndKafka() {
        return none().set("KAFKA_BROKERS", "kafka:9092")
                .set("CLIO_CLIENT_ID", "id-at-clio")
                .set("CLIO_CLIENT_SECRET", CLIENT_SECRET)
                .set("CLIO_REFRESH_TOKEN", REFRESH_TOKEN)
                .set("CLIO_PUBLIC_URL", "https://hooks.firm.example");
    }

    GivenSettings set(String name, String value) {
        values.put(name, value);
        return this;
    }

    GivenSettings without(String... names) {
        for (String name : names) {
            values.remove(name);
        }
        return this;
    }

    Given given() {
        return Given.of(values::get);
    }

    Settings read() throws SettingsException {
        return Settings.read(given());
    }
}
