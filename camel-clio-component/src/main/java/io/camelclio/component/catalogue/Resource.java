package io.camelclio.component.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One resource of Clio's API: where it is, what can be done with it, and what its records look like. Immutable.
 *
 * @param path below {@code /api/v4}, such as {@code contacts/{contact_id}/email_addresses}: every placeholder is the id
 *     of a parent
 * @param entity the singular used in topics and event types, such as {@code email_address}; {@code folders} and
 *     {@code folders/list} share one
 * @param operations what can be done, in the order of {@link ClioOperation}
 * @param fields of its records
 */
public record Resource(String path, String entity, Map<ClioOperation, Operation> operations, RecordFields fields) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    public Resource {
        operations = Collections.unmodifiableMap(new TreeMap<>(operations));
    }

    public boolean offers(ClioOperation operation) {
        return operations.containsKey(operation);
    }

    /** @throws IllegalArgumentException naming the operations there are, the one of the nearest name first */
    public Operation operation(ClioOperation operation) {
        if (!offers(operation)) {
            throw new IllegalArgumentException("Option operation is '" + operation + "'; Clio's " + path + " has "
                    + String.join(
                            ", ",
                            Names.byNearness(
                                    operation.name(),
                                    operations.keySet().stream()
                                            .map(ClioOperation::name)
                                            .toList())));
        }
        return operations.get(operation);
    }

    /** Names of the parents' ids in the path, such as {@code contact_id}; empty for most resources. */
    public List<String> parents() {
        List<String> parents = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(path);
        while (placeholder.find()) {
            parents.add(placeholder.group(1));
        }
        return parents;
    }

    /** Whether it has a list of records with an id, so that what changed can be told by reading it again. */
    public boolean pollable() {
        return offers(ClioOperation.list) && operation(ClioOperation.list).answer() == Answer.LIST && fields.has("id");
    }
}
