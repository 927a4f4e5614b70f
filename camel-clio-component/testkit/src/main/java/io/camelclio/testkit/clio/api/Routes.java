package io.camelclio.testkit.clio.api;

import io.camelclio.testkit.clio.catalogue.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the operation for a method and a path below {@code /api/v4}; only digits are taken for an id. */
public final class Routes {

    /** An operation and the ids in the path, from left to right. */
    public record Route(Operation operation, List<Long> ids) {}

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final Pattern ID = Pattern.compile("(?<=/)[0-9]{1,18}(?=/|$)");
    private static final String ANY_ID = Matcher.quoteReplacement("{}");

    private final Map<String, Operation> operations = new HashMap<>();

    /** Adds an operation, or replaces the one of the same method and path. */
    public void add(Operation operation) {
        operations.put(key(operation), operation);
    }

    /** Adds what a resource offers; a singleton has no id in its path. */
    public void add(Resource resource, Operation.Play list, ResourceEndpoint endpoint) {
        String path = resource.path();
        String one = resource.singleton() ? path : path + "/{id}";
        for (String verb : resource.verbs()) {
            switch (verb) {
                case "list" -> add(new Operation("GET", path, path, list));
                case "get" -> add(new Operation("GET", one, path, endpoint::get));
                case "create" -> add(new Operation("POST", path, path, call -> endpoint.create(call.request())));
                case "update" ->
                    add(new Operation("PATCH", one, path, call -> endpoint.update(call.request(), call.id())));
                case "delete" -> add(new Operation("DELETE", one, path, endpoint::delete));
                default -> throw new IllegalStateException(path + " has the unknown verb " + verb);
            }
        }
    }

    /** Lets somebody else create and change the records of a resource. */
    public void add(String resource, Writing writing) {
        add(new Operation("POST", resource, resource, call -> writing.create(call.request(), call.user())));
        add(new Operation("PATCH", resource + "/{id}", resource, call -> writing.update(call.request(), call.id())));
    }

    /** Lets somebody else answer every operation of a resource, who may ask the one that did so far. */
    public void around(String resource, UnaryOperator<Operation.Play> answering) {
        operations.replaceAll((key, operation) -> operation.resource().equals(resource)
                ? new Operation(operation.method(), operation.template(), resource, answering.apply(operation.play()))
                : operation);
    }

    /** The operation for a method and a path without {@code .json}, or empty if Clio offers none. */
    public Optional<Route> find(String method, String path) {
        List<Long> ids = new ArrayList<>();
        String template = ID.matcher(path).replaceAll(id -> {
            ids.add(Long.parseLong(id.group()));
            return ANY_ID;
        });
        return Optional.ofNullable(operations.get(method + " " + template))
                .map(operation -> new Route(operation, List.copyOf(ids)));
    }

    private static String key(Operation operation) {
        return operation.method() + " " + VARIABLE.matcher(operation.template()).replaceAll(ANY_ID);
    }
}
