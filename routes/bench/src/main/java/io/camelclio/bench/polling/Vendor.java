package io.camelclio.bench.polling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** What is polled of whom, by the application and by the loop that is written by hand. */
enum Vendor {
    CLIO("Clio", "clio.activity.v1", "data", 1) {
        @Override
        String firstPage(Map<String, String> settings) {
            String fields = routes().getProperty("clio.activity.fields");
            return settings.get("CLIO_API_URL") + "/api/v4/activities.json?limit=200&order=id(asc)&fields="
                    + URLEncoder.encode(fields, StandardCharsets.UTF_8);
        }
    },
    SMOKEBALL("Smokeball", "smokeball.contact.v1", "value", 50) {
        @Override
        String firstPage(Map<String, String> settings) {
            return settings.get("SMOKEBALL_API_URL") + "/contacts?Limit=500&Offset=0";
        }
    };

    private final String title;
    private final String topic;
    private final String field;
    private final int part;

    /** @param part what part of the records that are wanted it has: Smokeball is polled one record at a time */
    Vendor(String title, String topic, String field, int part) {
        this.title = title;
        this.topic = topic;
        this.field = field;
        this.part = part;
    }

    /** Where the list begins that the application's route reads too. */
    abstract String firstPage(Map<String, String> settings);

    String title() {
        return title;
    }

    /** Where the application's route writes. */
    String topic() {
        return topic;
    }

    /** The field of a page that holds its records. */
    String field() {
        return field;
    }

    /** How many records it has when so many are wanted of Clio. */
    int records(int wanted) {
        return wanted / part;
    }

    private static Properties routes() {
        Properties routes = new Properties();
        try (InputStream packaged =
                Vendor.class.getClassLoader().getResourceAsStream("io/camelclio/routes/application.properties")) {
            routes.load(packaged);
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
