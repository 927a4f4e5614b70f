package io.camelclio.testkit.smokeball;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a faithful integration must have put on Kafka in the end. It knows nothing of what was asked for or answered, and
 * it counts a change at once, even if the API shows it later.
 */
public final class Ledger {

    private final ActivityCodes codes;
    private final URI apiUri;

    Ledger(ActivityCodes codes, URI apiUri) {
        this.codes = codes;
        this.apiUri = apiUri;
    }

    /** How many changes have been made. A poll may rightly see fewer: it cannot see versions in between. */
    public long changes() {
        return codes.changes();
    }

    /** The latest state of every code, deleted ones included: its id and the exact bytes that the API shows. */
    public Map<String, byte[]> current() {
        return current(apiUri);
    }

    /**
     * Like {@link #current()}, but as shown to a client that puts the account's id before its paths.
     *
     * @param accountId the sandbox's account id
     */
    public Map<String, byte[]> current(String accountId) {
        return current(URI.create(apiUri + "/" + accountId));
    }

    private Map<String, byte[]> current(URI base) {
        Map<String, byte[]> current = new LinkedHashMap<>();
        codes.latest().forEach(row -> current.put(row.code().id(), row.code().shown(row.version(), base)));
        return current;
    }
}
