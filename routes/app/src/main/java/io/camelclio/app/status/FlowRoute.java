package io.camelclio.app.status;

import java.util.List;

/**
 * A route that brings records to Kafka.
 *
 * @param what the kind of record in the source's words: a model, a resource, a collection
 * @param reader the id of the Kamelet's route that reads for it; its own where there is none
 * @param topics where its records go, dead letters left out
 */
record FlowRoute(
        String id, Account source, Kind kind, String what, String reader, List<String> topics, boolean started) {

    /** How records come in. */
    enum Kind {
        WEBHOOK,
        POLL,
        OTHER
    }
}
