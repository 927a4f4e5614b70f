package io.camelclio.docs;

import io.camelclio.component.webhook.delivery.RefusalFacts;
import io.camelclio.component.webhook.delivery.RefusalFacts.Refusal;
import io.camelclio.component.webhook.subscription.Interruption;
import java.util.List;
import java.util.Locale;

/** What meters of webhooks tell requests and interruptions apart by, as the code has it. */
final class WebhookTables {

    private WebhookTables() {}

    static String refusals() {
        Table table = new Table("2,1,7", "Reason", "Answer", "The request");
        for (Refusal refusal : RefusalFacts.all()) {
            table.row(List.of(Table.code(refusal.reason()), String.valueOf(refusal.status()), refusal.words()));
        }
        return table.text();
    }

    static String interruptions() {
        Table table = new Table("2,5", "Cause", "Why changes may be missing");
        for (Interruption.Cause cause : Interruption.Cause.values()) {
            table.row(List.of(Table.code(cause.name().toLowerCase(Locale.ROOT)), cause.words()));
        }
        return table.text();
    }
}
