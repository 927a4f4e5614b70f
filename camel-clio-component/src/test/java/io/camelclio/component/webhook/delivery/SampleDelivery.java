package io.camelclio.component.webhook.delivery;

import java.nio.charset.StandardCharsets;

/**
 * A delivery as Clio writes it, in parts that a test replaces one at a time.
 *
 * @param recordId the id in {@code data}, as text
 * @param event the value of {@code meta.event}, as raw JSON
 * @param webhookId the value of {@code meta.webhook_id}, as raw JSON
 * @param data the value of {@code data}, as raw JSON
 */
public record SampleDelivery(String model, String recordId, String event, String webhookId, String data) {

    public static SampleDelivery of(String model, String recordId, String event, String data) {
        return new SampleDelivery(model, recordId, quoted(event), "1234", data);
    }

    public SampleDelivery withEvent(String word) {
        return withRawEvent(quoted(word));
    }

    public SampleDelivery withRawEvent(String json) {
        return new SampleDelivery(model, recordId, json, webhookId, data);
    }

    public SampleDelivery withWebhookId(long id) {
        return withRawWebhookId(Long.toString(id));
    }

    public SampleDelivery withRawWebhookId(String json) {
        return new SampleDelivery(model, recordId, event, json, data);
    }

    public SampleDelivery withData(String json) {
        return new SampleDelivery(model, recordId, event, webhookId, json);
    }

    /** Clio's word for what happened. */
    public String eventWord() {
        return event.substring(1, event.length() - 1);
    }

    public byte[] dataBytes() {
        return utf8(data);
    }

    public byte[] body() {
        return utf8(text());
    }

    public String text() {
        return "{\"data\":" + data + ",\"meta\":{\"event\":" + event + ",\"webhook_id\":" + webhookId + "}}";
    }

    public static byte[] utf8(String text) {
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
