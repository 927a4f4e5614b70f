package io.camelclio.testkit.clio;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be done with a record beyond reading, changing and deleting it, such as {@code PUT webhooks/{id}/activate}.
 *
 * @param resource the path before the first id, whose permission the action needs
 */
record Action(String method, String resource, Pattern path, Play play) {

    /** One request for an action. */
    record Call(Request request, List<Long> ids, long user) {
        long id() {
            return ids.get(0);
        }
    }

    @FunctionalInterface
    interface Play {
        Response answer(Call call);
    }

    /**
     * An action.
     *
     * @param template the path below {@code /api/v4}, each id written as <code>{id}</code>
     */
    static Action of(String method, String template, Play play) {
        Pattern path = Pattern.compile(template.replace("{id}", "([0-9]{1,18})"));
        return new Action(method, template.substring(0, template.indexOf("/{id}")), path, play);
    }

    Optional<Call> match(Request request, String relativePath, long user) {
        Matcher matcher = path.matcher(relativePath);
        if (!method.equals(request.method()) || !matcher.matches()) {
            return Optional.empty();
        }
        List<Long> ids = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            ids.add(Long.parseLong(matcher.group(group)));
        }
        return Optional.of(new Call(request, ids, user));
    }
}
