package io.camelclio.docs;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.api.FailureFacts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of the kinds of failure. When each occurs is said here; all else is asked of the code. */
final class FailureTable {

    /** Kinds of so many statuses that to list them would say nothing. */
    private static final int MANY = 10;

    private static final Map<Kind, String> OCCASIONS = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Kind.INVALID_REQUEST, "Clio refuses what it was asked, or a header or body is wrong before it is"),
            Map.entry(
                    Kind.CREDENTIALS, "the token is refused, and so is a fresh one; or there is no way to a fresh one"),
            Map.entry(Kind.FORBIDDEN, "the application or the user lacks the permission"),
            Map.entry(Kind.NOT_FOUND, "there is no such record for this user"),
            Map.entry(Kind.CONFLICT, "the record is being changed by somebody else"),
            Map.entry(Kind.VERSION_GONE, "Clio does not serve this version of its API, or no longer"),
            Map.entry(Kind.PRECONDITION_FAILED, "the etag given by `ifMatch` is not the record's any more"),
            Map.entry(Kind.RATE_LIMITED, "Clio asks for a pause, and did so for each repetition"),
            Map.entry(Kind.BUDGET_EXHAUSTED, "the call found no place in the rate budget within its `patience`"),
            Map.entry(Kind.VENDOR_FAILURE, "Clio failed: HTTP 500 to 599"),
            Map.entry(Kind.UNREACHABLE, "no connection: the call was surely not applied"),
            Map.entry(Kind.NO_ANSWER, "the call was sent, and no answer came in time"),
            Map.entry(
                    Kind.REDIRECTED,
                    "an answer or a paging link leads to another host, in a circle, or a change elsewhere"),
            Map.entry(Kind.HTML_PAGE, "the answer is a web page"),
            Map.entry(Kind.WRONG_CONTENT_TYPE, "the answer is neither JSON nor a web page"),
            Map.entry(Kind.LINK_REFUSED, "the storage behind Clio does not take the signed link, or no longer"),
            Map.entry(Kind.TOO_LONG, "the answer has more than 64 MiB"),
            Map.entry(Kind.MALFORMED_JSON, "the answer's JSON is cut or broken"),
            Map.entry(Kind.UNEXPECTED_ANSWER, "the answer's form is not the documented one")));

    private FailureTable() {}

    static String text() {
        Table table = new Table("2,4,4,2", "Kind", "When", "Remedy", "Repeated by itself");
        for (Kind kind : Kind.values()) {
            table.row(List.of(Table.code(kind.name()), occasion(kind), kind.remedy(), repeated(kind)));
        }
        return table.text();
    }

    private static String occasion(Kind kind) {
        if (!OCCASIONS.containsKey(kind)) {
            throw new IllegalStateException(
                    "The documentation does not say when " + kind + " occurs; add it to " + FailureTable.class);
        }
        List<Integer> statuses = FailureFacts.statuses(kind);
        return OCCASIONS.get(kind)
                + (statuses.isEmpty() || statuses.size() > MANY
                        ? ""
                        : statuses.stream().map(String::valueOf).collect(Collectors.joining(", ", " (HTTP ", ")")));
    }

    private static String repeated(Kind kind) {
        List<String> methods = FailureFacts.repeatedMethods(kind);
        return methods.size() == 5 ? "always" : methods.isEmpty() ? "no" : String.join(", ", methods);
    }
}
