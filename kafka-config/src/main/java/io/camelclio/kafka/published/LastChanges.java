package io.camelclio.kafka.published;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The identity ({@code ce_id}) of the last change of each history, by the CloudEvents headers of records alone. Bounded: the
 * history that has not changed for longest is forgotten first. Not safe for several threads.
 */
final class LastChanges {

    private final BinaryOperator<String> historyOf;
    private final Map<String, String> identities;

    /**
     * @param most how many histories are remembered
     * @param historyOf what {@code ce_type} and {@code ce_subject} say of the history that a change belongs to
     */
    LastChanges(int most, BinaryOperator<String> historyOf) {
        this.historyOf = historyOf;
        this.identities = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > most;
            }
        };
    }

    /** One more record, behind all before; what is no change is passed over. */
    void take(Headers headers) {
        String identity = text(headers, "ce_id");
        String type = text(headers, "ce_type");
        String subject = text(headers, "ce_subject");
        if (identity != null && type != null && subject != null) {
            String history = historyOf.apply(type, subject);
            identities.remove(history);
            identities.put(history, identity);
        }
    }

    boolean isLast(String history, String identity) {
        return identity.equals(identities.get(history));
    }

    void clear() {
        identities.clear();
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
