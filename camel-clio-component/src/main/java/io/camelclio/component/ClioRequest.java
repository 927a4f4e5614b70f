package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/**
 * The request that an endpoint and a message describe together: the endpoint says which operation of which resource, both
 * say how it is shaped, and the message wins. What the endpoint says is checked when this is made, what the message says
 * when a call is.
 */
final class ClioRequest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final String configuredPath;
    private final CamelContext camelContext;
    private final Resource resource;
    private final Operation operation;
    private final ClioRequestOptions options;

    /** @throws IllegalArgumentException naming the option, its value and what is allowed */
    ClioRequest(ClioEndpoint endpoint, ClioOperation operation) {
        this(endpoint, operation, endpoint.getRequest());
    }

    /** With options of its own in the place of the endpoint's. */
    ClioRequest(ClioEndpoint endpoint, ClioOperation operation, ClioRequestOptions options) {
        this.configuredPath = endpoint.getResource();
        this.camelContext = endpoint.getCamelContext();
        this.resource = endpoint.resource();
        this.operation = resource.operation(operation);
        this.options = options;
        checkedFields(options.getFields());
        checkedLimit(options.getLimit());
        checkedOrder(options.getOrder());
        options.getFilter().keySet().forEach(this::checkParameter);
        options.getPath().keySet().forEach(this.operation::checkPathParameter);
        if (options.getQuery() != null) {
            checkParameter("query");
        }
        checkCondition("ifMatch", options.getIfMatch());
        checkCondition("ifNoneMatch", options.getIfNoneMatch());
        checkCondition("ifModifiedSince", options.getIfModifiedSince());
    }

    private void checkCondition(String option, String value) {
        if (value != null) {
            operation.checkCondition(option);
        }
    }

    Resource resource() {
        return resource;
    }

    Operation operation() {
        return operation;
    }

    /**
     * The call for this message.
     *
     * @throws ClioException of kind INVALID_REQUEST when a header of the message is not what Clio allows
     */
    ClioCall call(Message message) throws ClioException {
        try {
            return shaped(ClioCall.of(resource.path(), operation, path(message)))
                    .query(query(message))
                    .header("If-Match", condition(message, ClioConstants.IF_MATCH, options.getIfMatch()))
                    .header("If-None-Match", condition(message, ClioConstants.IF_NONE_MATCH, options.getIfNoneMatch()))
                    .header(
                            "If-Modified-Since",
                            HttpTime.of(
                                    condition(message, ClioConstants.IF_MODIFIED_SINCE, options.getIfModifiedSince())));
        } catch (IllegalArgumentException e) {
            throw new ClioException(Kind.INVALID_REQUEST, 0, e.getMessage());
        }
    }

    /**
     * A call that is a step on the way to what the endpoint is asked for.
     *
     * @param path below the API, ids filled in
     * @param fields what Clio is asked for; null for id and etag
     */
    ClioCall step(ClioOperation step, String path, String fields) {
        return shaped(ClioCall.of(resource.path(), resource.operation(step), path))
                .query(new Query().with("fields", fields));
    }

    private ClioCall shaped(ClioCall call) {
        return call.apiVersion(options.getApiVersion())
                .patience(Duration.ofMillis(options.getPatience()))
                .mostRepeats(options.getRepeats())
                .priority(Priority.INTERACTIVE);
    }

    /** The call of a poll: the list as the endpoint describes it, of what changed since a time in whole seconds. */
    ClioCall poll(Optional<Instant> updatedSince) throws ClioException {
        Message none = new DefaultMessage(camelContext);
        Query query = query(none);
        updatedSince.ifPresent(since -> query.with(
                "updated_since", DateTimeFormatter.ISO_INSTANT.format(since.truncatedTo(ChronoUnit.SECONDS))));
        return call(none).query(query).priority(Priority.BACKFILL);
    }

    /**
     * The call of a poll for some records of the list.
     *
     * @param ids so few that their address is not too long
     */
    ClioCall poll(Collection<String> ids) throws ClioException {
        Message none = new DefaultMessage(camelContext);
        Query query = query(none);
        ids.forEach(id -> query.with("ids[]", id));
        return call(none).query(query).priority(Priority.BACKFILL);
    }

    /**
     * The call of a poll for one record of the list by itself.
     *
     * @param listPath the list's path, ids of parents filled in
     * @throws ClioException of kind INVALID_REQUEST when that is no id of Clio's
     */
    ClioCall poll(String listPath, String id) throws ClioException {
        if (!ID.matcher(id).matches()) {
            throw new ClioException(Kind.INVALID_REQUEST, 0, "A known record of " + resource.path() + " has no id");
        }
        return step(ClioOperation.get, listPath + "/" + id, options.getFields()).priority(Priority.BACKFILL);
    }

    /** Whether the endpoint asks for a list in an order that Clio ends after 10,000 records (Clio, "Paging"). */
    boolean endsEarly() {
        return operation.maxLimit() > 0
                && options.getOrder() != null
                && !options.getOrder().equals("id(asc)");
    }

    /** What the endpoint by itself asks for, in one line. */
    String describe() {
        return configuredPath + " " + options.getPath()
                + query(new DefaultMessage(camelContext)).asQuery();
    }

    private Query query(Message message) {
        Query query = new Query();
        if (operation.selectsFields()) {
            query.with("fields", fields(message));
        }
        if (operation.maxLimit() > 0) {
            query.with("limit", limit(message));
            query.with("order", order(message));
        }
        String words = message.getHeader(ClioConstants.QUERY, options.getQuery(), String.class);
        if (words != null) {
            checkParameter("query");
            query.with("query", words);
        }
        Map<String, Object> filters = filters(message);
        requireAll(filters);
        filters.forEach((name, value) -> each(value).forEach(one -> query.with(name, one)));
        return query;
    }

    private void requireAll(Map<String, Object> filters) {
        operation.requiredParameters().stream()
                .filter(name -> options.isCheckNames() && !filters.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("Header " + ClioConstants.FILTER_PREFIX + name
                            + " or option filter." + name + " is missing; Clio's " + operation.name() + " of "
                            + resource.path() + " needs it");
                });
    }

    /**
     * The fields that the message or the endpoint asks for; null for id and etag.
     *
     * @throws IllegalArgumentException naming what is wrong with them
     */
    String fields(Message message) {
        return checkedFields(message.getHeader(ClioConstants.FIELDS, options.getFields(), String.class));
    }

    private int limit(Message message) {
        int limit = checkedLimit(message.getHeader(ClioConstants.LIMIT, options.getLimit(), Integer.class));
        return limit > 0 ? limit : operation.maxLimit();
    }

    private String order(Message message) {
        String order = checkedOrder(message.getHeader(ClioConstants.ORDER, options.getOrder(), String.class));
        return order == null && operation.orderedById() ? "id(asc)" : order;
    }

    private Map<String, Object> filters(Message message) {
        Map<String, Object> filters = new LinkedHashMap<>(options.getFilter());
        message.getHeaders().forEach((header, value) -> {
            if (header.startsWith(ClioConstants.FILTER_PREFIX)) {
                String name = header.substring(ClioConstants.FILTER_PREFIX.length());
                checkParameter(name);
                filters.put(name, value);
            }
        });
        return filters;
    }

    private static Collection<?> each(Object value) {
        if (value instanceof Collection<?> several) {
            return several;
        }
        return value instanceof Object[] several ? List.of(several) : value == null ? List.of() : List.of(value);
    }

    private static String condition(Message message, String header, String option) {
        return message.getHeader(header, option, String.class);
    }

    private String path(Message message) {
        List<String> given = List.of(configuredPath.split("/"));
        Matcher parameter = PARAMETER.matcher(operation.path());
        StringBuilder path = new StringBuilder();
        while (parameter.find()) {
            parameter.appendReplacement(path, id(message, parameter.group(1), literal(given, parameter)));
        }
        return parameter.appendTail(path).toString();
    }

    /** The id that the endpoint's own path has in the place of a parameter; null where it has the parameter itself. */
    private String literal(List<String> given, Matcher parameter) {
        int place = operation.path().substring(0, parameter.start()).split("/", -1).length - 1;
        boolean ownPlace = place < given.size() && !given.get(place).startsWith("{");
        return ownPlace ? given.get(place) : null;
    }

    private String id(Message message, String parameter, String literal) {
        if (literal != null) {
            return literal;
        }
        String option = "path." + parameter;
        String header = ClioConstants.PATH_PREFIX + parameter;
        Object id = message.getHeader(header, options.getPath().get(parameter));
        if (id == null && parameter.equals("id")) {
            option = "id";
            header = ClioConstants.ID;
            id = message.getHeader(header, options.getId());
        }
        if (id == null || !ID.matcher(id.toString()).matches()) {
            throw new IllegalArgumentException("Header " + header + " or option " + option + " is "
                    + (id == null ? "missing" : "not an id") + "; " + operation.name() + " of " + resource.path()
                    + " needs it: letters, digits, dashes and underscores");
        }
        return id.toString();
    }

    private String checkedFields(String fields) {
        if (fields == null) {
            return null;
        }
        FieldList list = FieldList.parse(fields);
        if (options.isCheckNames()) {
            list.check(resource.fields());
        }
        return list.text();
    }

    private int checkedLimit(int limit) {
        if (limit < 0 || limit > operation.maxLimit()) {
            throw new IllegalArgumentException("Option limit is " + limit + "; "
                    + (operation.maxLimit() == 0
                            ? operation.name() + " of " + resource.path() + " has no pages"
                            : "Clio allows 1 to " + operation.maxLimit() + " for " + resource.path()));
        }
        return limit;
    }

    private String checkedOrder(String order) {
        return order == null || !options.isCheckNames() ? order : operation.checkedOrder(order);
    }

    private void checkParameter(String name) {
        if (options.isCheckNames()) {
            operation.checkedParameter(name);
        }
    }
}
