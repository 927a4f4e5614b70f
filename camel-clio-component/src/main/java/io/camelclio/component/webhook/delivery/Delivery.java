package io.camelclio.component.webhook.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.component.ClioChanges;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.record.EnvelopedRecord;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.util.regex.Pattern;

/**
 * A verified delivery: {@code {"data":{…record…},"meta":{"event":"updated","webhook_id":1234}}}. The record stays the bytes
 * that Clio signed.
 *
 * @param event Clio's word for what happened; words we do not know are life-cycle events to come
 */
record Delivery(long webhookId, String event, JsonRecord record) {

    private static final Pattern EVENT = Pattern.compile("[a-z][a-z_]{0,63}");

    static Delivery parse(byte[] body) throws MalformedRecordException {
        EnvelopedRecord enveloped = EnvelopedRecord.read(body, "data", ClioChanges.IDENTITY_FIELDS);
        JsonNode meta = enveloped.envelope("meta");
        JsonNode webhookId = meta.path("webhook_id");
        boolean numbered = webhookId.isIntegralNumber() && webhookId.canConvertToLong();
        String event = meta.path("event").textValue();
        if (!numbered || event == null || !EVENT.matcher(event).matches()) {
            throw new MalformedRecordException("A delivery has no meta.event and meta.webhook_id");
        }
        enveloped.record().required("id");
        return new Delivery(webhookId.asLong(), event, enveloped.record());
    }

    ChangeKind kind() {
        return switch (event) {
            case "created", "updated" -> ChangeKind.STATE;
            case "deleted" -> ChangeKind.DELETED;
            default -> ChangeKind.lifeCycle(event);
        };
    }
}
