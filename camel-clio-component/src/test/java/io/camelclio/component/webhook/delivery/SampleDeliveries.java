package io.camelclio.component.webhook.delivery;

import java.util.List;

/** The one catalogue of deliveries: every model, every kind of event, and what is odd about Clio's JSON. */
public final class SampleDeliveries {

    public static final SampleDelivery ACTIVITY_CREATED = SampleDelivery.of("activity", "3000000152", "created", """
            {"id":3000000152,"etag":"\\"9d9e\\"","updated_at":"2026-03-01T09:30:00-05:00","price":250.00,\
            "quantity_in_hours":0.30000000000000000001,"note":"Überprüfung \\u2014 “draft”\\n","matter":{"id":7,"x":null}}""");

    public static final SampleDelivery ACTIVITY_UPDATED = SampleDelivery.of("activity", "152", "updated", """
            {"id":152,"etag":"\\"0a1b\\"","updated_at":"2026-03-01T14:31:00Z","total":1e2,"billed":false}""");

    public static final SampleDelivery ACTIVITY_DELETED =
            SampleDelivery.of("activity", "152", "deleted", "{\"id\":152,\"etag\":\"\\\"0a1c\\\"\"}");

    public static final SampleDelivery BILL_UPDATED = SampleDelivery.of("bill", "88", "updated", """
            { "id" : 88 , "etag" : "\\"b1\\"" , "total" : 12345678901234567890.10 , "due_at" : null }""");

    /** The one model whose ids are text. */
    public static final SampleDelivery CALENDAR_ENTRY_UPDATED =
            SampleDelivery.of("calendar_entry", "907", "updated", """
            {"id":"907","etag":"\\"c1\\"","summary":"Hearing","attendees":[{"id":1},{"id":2}]}""");

    public static final SampleDelivery COMMUNICATION_CREATED =
            SampleDelivery.of("communication", "31", "created", "{\"id\":31,\"etag\":\"\\\"d1\\\"\",\"senders\":[]}");

    public static final SampleDelivery CONTACT_UPDATED = SampleDelivery.of(
            "contact", "42", "updated", "{\"id\":42,\"etag\":\"\\\"e1\\\"\",\"name\":\"Zoë 𝔖mith\"}");

    public static final SampleDelivery TASK_UPDATED =
            SampleDelivery.of("task", "51", "updated", "{\"id\":51,\"etag\":\"\\\"f1\\\"\",\"status\":\"complete\"}");

    public static final SampleDelivery DOCUMENT_DELETED =
            SampleDelivery.of("document", "60", "deleted", "{\"id\":60,\"etag\":\"\\\"a9\\\"\"}");

    public static final SampleDelivery FOLDER_UPDATED =
            SampleDelivery.of("folder", "61", "updated", "{\"id\":61,\"etag\":\"\\\"a8\\\"\",\"name\":\"Exhibits\"}");

    /** The one model whose records have no etag. */
    public static final SampleDelivery PAYMENT_CREATED = SampleDelivery.of(
            "clio_payments_payment", "70", "created", "{\"id\":70,\"updated_at\":\"2026-03-01T14:31:00Z\"}");

    public static final SampleDelivery MATTER_OPENED = matter("matter_opened");
    public static final SampleDelivery MATTER_PENDED = matter("matter_pended");
    public static final SampleDelivery MATTER_CLOSED = matter("matter_closed");

    /** Every delivery of the catalogue. */
    public static List<SampleDelivery> all() {
        return List.of(
                ACTIVITY_CREATED,
                ACTIVITY_UPDATED,
                ACTIVITY_DELETED,
                BILL_UPDATED,
                CALENDAR_ENTRY_UPDATED,
                COMMUNICATION_CREATED,
                CONTACT_UPDATED,
                TASK_UPDATED,
                DOCUMENT_DELETED,
                FOLDER_UPDATED,
                PAYMENT_CREATED,
                MATTER_OPENED,
                MATTER_PENDED,
                MATTER_CLOSED);
    }

    private static SampleDelivery matter(String event) {
        return SampleDelivery.of(
                "matter", "7", event, "{\"id\":7,\"etag\":\"\\\"aa\\\"\",\"display_number\":\"00007-Quill\"}");
    }

    private SampleDeliveries() {}
}
