package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.records.FirmRecords;

/** What every account has from its first day: its owner, billing settings and counts of notifications. */
final class NewAccount {

    private static final String OWNER = "{\"name\":\"Ada Quill\",\"first_name\":\"Ada\",\"last_name\":\"Quill\","
            + "\"initials\":\"AQ\",\"email\":\"ada@quill.example\",\"enabled\":true,\"account_owner\":true,"
            + "\"subscription_type\":\"Attorney\",\"roles\":[\"Admin\"],\"rate\":350.0}";
    private static final String BILLING = "{\"rounding\":6,\"rounded_duration\":0.1,\"currency\":\"USD\","
            + "\"currency_sign\":\"$\",\"tax_rate\":0.0,\"tax_name\":\"Tax\",\"multi_currency_billing\":false}";
    private static final String METRICS = "{\"unread_mobile_events\":0,\"unread_web_events\":0,"
            + "\"unread_secure_messages\":0,\"unread_client_portal_messages\":0,\"unread_text_messages\":0}";

    private NewAccount() {}

    /** Opens an account and returns its owner, a record of {@code users}. */
    static long open(FirmRecords records) {
        long owner = records.of("users").create(OWNER).id();
        records.of("settings/billing").create(BILLING);
        records.of("internal_notifications/event_metrics").create(METRICS);
        return owner;
    }
}
