package io.camelclio.component.webhook;

import java.nio.charset.StandardCharsets;

/**
 * A delivery as Clio writes it, in parts that a test replaces one at a time.
 *
 * @param recordId the id in {@code data}, as text
 * @param event the value of {@code meta.event}, as raw JSON
 * @param webhookId the value of {@code meta.webhook_id}, as raw JSON
 * @param data the value of {@code data}, as raw JSON
 */
record SampleDelivery(String model, String recordId, String event, String webhookId, String data) {

    static SampleDelivery of(String model, String recordId, String event, String data) {
        return new SampleDelivery(model, recordId, quoted(event), "1234", data);
    }

    SampleDelivery withEvent(String word) {
        return withRawEvent(quoted(word));
    }

    SampleDelivery withRawEvent(String json) {
        return new SampleDelivery(model, recordId, json, webhookId, data);
    }

    SampleDelivery withWebhookId(long id) {
        return withRawWebhookId(Long.toString(id));
    }

    SampleDelivery withRawWebhookId(String json) {
        return new SampleDelivery(model, recordId, event, json, data);
    }

    SampleDelivery withData(String json) {
        return new SampleDelivery(model, recordId, event, webhookId, json);
    }

    /** Clio's word for what happened. */
    String eventWord() {
        return event.substring(1, event.length() - 1);
    }

    byte[] dataBytes() {
        return utf8(data);
    }

    byte[] body() {
        return utf8(text());
    }

    String text() {
        return "{\"data\":" + data + ",\"meta\":{\"event\":" + event + ",\"webhook_id\":" + webhookId + "}}";
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String word) {
        return "\"" + word + "\"";
    }

    @Override
    public String toString() {
        return model + " " + event;
    }
}
