package io.camelclio.testkit.clio;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One resource of the API as the vendor's OpenAPI document describes it: what may be done with it, which query
 * parameters and sort keys its list knows, and what its records look like.
 *
 * @param path below {@code /api/v4}, such as {@code clio_payments/payments}
 * @param name the vendor's class name, such as {@code Activity}
 * @param defaultOrder the key a list is sorted by when none is asked for
 * @param orders the keys that may be asked for; empty if the list has no {@code order} parameter
 * @param limit the greatest page size, and the default one
 */
record Resource(
        String path,
        String name,
        RecordType type,
        Optional<Model> model,
        Set<String> verbs,
        Set<String> parameters,
        String defaultOrder,
        List<String> orders,
        int limit) {

    /** Whether deleted records stay in a trash, where {@code include_deleted} finds them. */
    boolean hasTrash() {
        return parameters.contains("include_deleted");
    }
}
