package io.camelclio.testkit.clio.api;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.util.List;

/**
 * One operation of the API, such as {@code PUT webhooks/{id}/activate}.
 *
 * @param method the HTTP method, upper case
 * @param template the path below {@code /api/v4}, with names of ids in braces
 * @param resource the path of the resource whose permission it needs
 */
public record Operation(String method, String template, String resource, Play play) {

    /**
     * One request for an operation.
     *
     * @param ids the ids in its path, from left to right
     * @param user the user whose token it carries
     */
    public record Call(Request request, List<Long> ids, long user) {

        /** The first id in the path: the parent's of a sub-resource. */
        public long id() {
            return ids.get(0);
        }

        public long lastId() {
            return ids.get(ids.size() - 1);
        }
    }

    @FunctionalInterface
    public interface Play {
        Response answer(Call call);
    }

    /**
     * What is done with one record; it needs the permission of the resource before its first id.
     *
     * @param template the path below {@code /api/v4}, each id written as <code>{id}</code>
     */
    public static Operation of(String method, String template, Play play) {
        return new Operation(method, template, template.substring(0, template.indexOf("/{")), play);
    }
}
