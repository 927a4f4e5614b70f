package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.Firm;
import io.camelclio.testkit.smokeball.records.RecordKey;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a faithful integration of one account must have put on Kafka in the end. It knows nothing of what was asked for or
 * answered, and it counts a change at once, even if the API shows it later.
 */
public final class Ledger {

    private static final String CODES = "activitycodes";

    private final Firm firm;
    private final URI apiUri;

    Ledger(Firm firm, URI apiUri) {
        this.firm = firm;
        this.apiUri = apiUri;
    }

    /** How many changes have been made. A poll may rightly see fewer: it cannot see versions in between. */
    public long changes() {
        return firm.changeCount();
    }

    /** Every change in its order, with the version it made. */
    public List<Change> emitted() {
        return firm.changes();
    }

    /**
     * Every change of a collection in its order.
     *
     * @param collection our name of it, such as {@code fees}
     */
    public List<Change> emitted(String collection) {
        return firm.changes().stream()
                .filter(change -> change.collection().equals(collection))
                .toList();
    }

    /**
     * The latest state of every record that is still in lists, those marked as deleted included: the exact bytes that the
     * API shows without {@code Fields}. What vanished is not in it.
     *
     * @param collection our name of the collection, such as {@code fees}
     */
    public Map<RecordKey, byte[]> state(String collection) {
        return state(collection, apiUri);
    }

    /** The latest state of every activity code, deleted ones included: its id and the exact bytes that the API shows. */
    public Map<String, byte[]> current() {
        return byId(state(CODES, apiUri));
    }

    /**
     * Like {@link #current()}, but as shown to a client that puts the account's id before its paths.
     *
     * @param accountId the account's id
     */
    public Map<String, byte[]> current(String accountId) {
        return byId(state(CODES, URI.create(apiUri + "/" + accountId)));
    }

    private Map<RecordKey, byte[]> state(String collection, URI base) {
        Map<RecordKey, byte[]> state = new LinkedHashMap<>();
        firm.latest(collection).forEach(record -> state.put(record.key(), Json.bytes(record.shown(base, Set.of()))));
        return state;
    }

    private static Map<String, byte[]> byId(Map<RecordKey, byte[]> state) {
        Map<String, byte[]> byId = new LinkedHashMap<>();
        state.forEach((key, record) -> byId.put(key.id(), record));
        return byId;
    }
}
