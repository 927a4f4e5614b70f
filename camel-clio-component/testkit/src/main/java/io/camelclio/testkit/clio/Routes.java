package io.camelclio.testkit.clio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the operation for a method and a path below {@code /api/v4}; only digits are taken for an id. */
final class Routes {

    /** An operation and the ids in the path, from left to right. */
    record Route(Action action, List<Long> ids) {}

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final Pattern ID = Pattern.compile("(?<=/)[0-9]{1,18}(?=/|$)");
    private static final String ANY_ID = Matcher.quoteReplacement("{}");

    private final Map<String, Action> actions = new HashMap<>();

    /** Adds an operation, or replaces the one of the same method and path. */
    void add(Action action) {
        actions.put(key(action), action);
    }

    /** Adds what a resource offers; a singleton has no id in its path. */
    void add(Resource resource, ListEndpoint list, ResourceEndpoint endpoint) {
        String path = resource.path();
        String one = resource.singleton() ? path : path + "/{id}";
        for (String verb : resource.verbs()) {
            switch (verb) {
                case "list" -> add(new Action("GET", path, path, list::answer));
                case "get" -> add(new Action("GET", one, path, endpoint::get));
                case "create" -> add(new Action("POST", path, path, call -> endpoint.create(call.request())));
                case "update" ->
                    add(new Action("PATCH", one, path, call -> endpoint.update(call.request(), call.id())));
                case "delete" -> add(new Action("DELETE", one, path, endpoint::delete));
                default -> throw new IllegalStateException(path + " has the unknown verb " + verb);
            }
        }
    }

    /** Lets somebody else create and change the records of a resource. */
    void add(String resource, Writing writing) {
        add(new Action("POST", resource, resource, call -> writing.create(call.request(), call.user())));
        add(new Action("PATCH", resource + "/{id}", resource, call -> writing.update(call.request(), call.id())));
    }

    /** The operation for a method and a path without {@code .json}, or empty if Clio offers none. */
    Optional<Route> find(String method, String path) {
        List<Long> ids = new ArrayList<>();
        String template = ID.matcher(path).replaceAll(id -> {
            ids.add(Long.parseLong(id.group()));
            return ANY_ID;
        });
        return Optional.ofNullable(actions.get(method + " " + template))
                .map(action -> new Route(action, List.copyOf(ids)));
    }

    private static String key(Action action) {
        return action.method() + " " + VARIABLE.matcher(action.template()).replaceAll(ANY_ID);
    }
}
