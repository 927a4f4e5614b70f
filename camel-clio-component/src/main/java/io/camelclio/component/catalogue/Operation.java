package io.camelclio.component.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that can be done with a resource, as Clio's OpenAPI document describes it. Immutable.
 *
 * @param name the word for it in endpoint URIs
 * @param method the HTTP method
 * @param path below {@code /api/v4} and without {@code .json}, such as {@code documents/{id}/download}: {@code {id}} is
 *     the record's own id, any other placeholder that of a parent
 * @param answer what comes back
 * @param selectsFields whether {@code fields} is accepted; without it Clio gives {@code id} and {@code etag} only
 * @param conditional whether a condition is accepted: {@code If-None-Match} and {@code If-Modified-Since} where the
 *     method is GET, else {@code If-Match} (Clio, "ETags")
 * @param maxLimit the most records on one page; 0 when the operation is not paged
 * @param defaultOrder the order when none is asked for; null when Clio does not say
 * @param orderKeys the keys that may be asked for, each {@code (asc)} or {@code (desc)}; may be empty though Clio accepts
 *     an order, when its document lists none ({@code bank_transactions})
 * @param parameters names of the other query parameters, sorted; array filters end in {@code []}, and {@code [{id}]} stands
 *     for the id of a custom field
 * @param requiredParameters those that Clio does not do without, sorted
 * @param body what the request's body may have
 */
public record Operation(
        ClioOperation name,
        String method,
        String path,
        Answer answer,
        boolean selectsFields,
        boolean conditional,
        int maxLimit,
        String defaultOrder,
        List<String> orderKeys,
        Set<String> parameters,
        Set<String> requiredParameters,
        Body body) {

    /** Ends the name of a filter that is asked for by an id, such as {@code custom_field_values[123]}. */
    static final String BY_ID = "[{id}]";

    private static final Pattern ORDER = Pattern.compile("(?<key>[a-z_.]+)\\((asc|desc)\\)");

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Parameters that have an option of their own or belong to paging, and what to use instead. */
    private static final Map<String, String> NOT_FILTERS = Map.of(
            "fields", "use option fields",
            "limit", "use option limit",
            "order", "use option order",
            "page_token", "paging is followed by its links");

    public Operation {
        orderKeys = orderKeys == null ? List.of() : List.copyOf(orderKeys);
        parameters = Names.sorted(parameters);
        requiredParameters = Names.sorted(requiredParameters);
        body = body == null ? Body.NONE : body;
    }

    /** Whether it is about one record that the id names. */
    public boolean needsId() {
        return path.contains("{id}");
    }

    /** Whether records that changed since a time can be asked for. */
    public boolean incremental() {
        return parameters.contains("updated_since");
    }

    /** Whether {@code order=id(asc)} is accepted, which is Clio's unlimited cursor paging (Clio, "Paging"). */
    public boolean orderedById() {
        return orderKeys.contains("id");
    }

    /** Whether records in the trash can be asked for by {@code include_deleted}. */
    public boolean showsDeleted() {
        return parameters.contains("include_deleted");
    }

    /** Whether an order can be asked for. */
    public boolean ordered() {
        return defaultOrder != null;
    }

    /**
     * Checks the name of a query filter.
     *
     * @param filter as Clio spells it, such as {@code status}, {@code ids[]} or {@code custom_field_values[123]}
     * @return the same name
     * @throws IllegalArgumentException naming the nearest filter, or the option to use instead
     */
    public String checkedParameter(String filter) {
        if (NOT_FILTERS.containsKey(filter)) {
            throw new IllegalArgumentException(
                    "Option filter." + filter + " is not allowed; " + NOT_FILTERS.get(filter));
        }
        if (parameters.contains(filter)
                || parameters.contains(filter.replaceFirst("\\[\\d+]$", Matcher.quoteReplacement(BY_ID)))) {
            return filter;
        }
        throw new IllegalArgumentException("Option filter." + filter + ": Clio's " + name + " of " + path
                + (parameters.isEmpty()
                        ? " has no filters"
                        : " has no such parameter; " + Names.hint("filter.", filter, parameters)));
    }

    /**
     * Checks the name of an id in the path.
     *
     * @throws IllegalArgumentException naming the nearest one, or that the path has none
     */
    public void checkPathParameter(String parameter) {
        List<String> inPath = PATH_PARAMETER
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .toList();
        if (!inPath.contains(parameter)) {
            throw new IllegalArgumentException("Option path." + parameter + ": Clio's " + name + " of " + path
                    + (inPath.isEmpty()
                            ? " has no id in its path"
                            : " has no such id in its path; " + Names.hint("path.", parameter, inPath)));
        }
    }

    /**
     * Checks that a condition is taken: Clio ignores one that is not, and a change would be made in spite of it.
     *
     * @param option {@code ifMatch}, {@code ifNoneMatch} or {@code ifModifiedSince}
     * @throws IllegalArgumentException naming the conditions that are taken
     */
    public void checkCondition(String option) {
        List<String> taken = !conditional
                ? List.of()
                : method.equals("GET") ? List.of("ifNoneMatch", "ifModifiedSince") : List.of("ifMatch");
        if (!taken.contains(option)) {
            throw new IllegalArgumentException("Option " + option + " is not allowed; Clio's " + name + " of " + path
                    + " takes " + (taken.isEmpty() ? "no condition" : String.join(" and ", taken) + " only"));
        }
    }

    /**
     * Checks an order such as {@code updated_at(desc)}.
     *
     * @return the same order
     * @throws IllegalArgumentException naming the nearest order, or that this operation has none
     */
    public String checkedOrder(String order) {
        if (!ordered()) {
            throw new IllegalArgumentException(
                    "Option order is '" + order + "', but Clio's " + name + " of " + path + " has no order");
        }
        Matcher form = ORDER.matcher(order);
        if (form.matches() && (orderKeys.isEmpty() || orderKeys.contains(form.group("key")))) {
            return order;
        }
        throw new IllegalArgumentException("Option order is '" + order + "'; "
                + Names.near(order, orders())
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("")
                + "Clio's " + name + " of " + path + " allows "
                + (orderKeys.isEmpty() ? "the name of a field" : String.join(", ", orderKeys))
                + ", each (asc) or (desc)");
    }

    private Set<String> orders() {
        Set<String> orders = new LinkedHashSet<>();
        for (String key : orderKeys.isEmpty() ? List.of("id") : orderKeys) {
            orders.add(key + "(asc)");
            orders.add(key + "(desc)");
        }
        return orders;
    }
}
