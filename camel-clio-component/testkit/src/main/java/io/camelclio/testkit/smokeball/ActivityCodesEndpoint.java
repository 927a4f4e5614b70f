package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.ActivityCodes.Row;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Answers GET /activitycodes and GET /activitycodes/{id} for a client that the gateway has let in. */
final class ActivityCodesEndpoint {

    static final String PATH = "/activitycodes";

    private final ActivityCodes codes;
    private final RowOrder order;
    private final boolean sinceIsInclusive;
    private final boolean linksKeepFilters;

    ActivityCodesEndpoint(ActivityCodes codes, RowOrder order, boolean sinceIsInclusive, boolean linksKeepFilters) {
        this.codes = codes;
        this.order = order;
        this.sinceIsInclusive = sinceIsInclusive;
        this.linksKeepFilters = linksKeepFilters;
    }

    static boolean serves(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/") && path.indexOf('/', PATH.length() + 1) < 0;
    }

    Response get(ApiAddress address, Request request) {
        return address.path().equals(PATH)
                ? list(address, request)
                : one(address, address.path().substring(PATH.length() + 1));
    }

    private Response list(ApiAddress address, Request request) {
        try {
            PageRequest page = PageRequest.parse(request.query());
            return Response.json(200, new Page(address, page, linksKeepFilters).of(matching(page.updatedSince())));
        } catch (InvalidParameter e) {
            return Problem.badParameter(request.path(), e);
        }
    }

    private List<Row> matching(OptionalLong since) {
        return codes.visible().stream()
                .filter(row -> since.isEmpty() || isUpdated(row, since.getAsLong()))
                .sorted(comparator())
                .toList();
    }

    private boolean isUpdated(Row row, long since) {
        long updated = row.version().updatedTicks();
        return sinceIsInclusive ? updated >= since : updated > since;
    }

    private Comparator<Row> comparator() {
        Comparator<Row> asCreated = Comparator.comparing(row -> row.code().number());
        return switch (order) {
            case ARBITRARY -> Comparator.comparing(row -> row.code().id());
            case INSERTION -> asCreated;
            case LAST_UPDATE ->
                Comparator.<Row>comparingLong(row -> row.version().updatedTicks())
                        .thenComparing(asCreated);
        };
    }

    private Response one(ApiAddress address, String id) {
        return codes.visible(id)
                .map(row -> Response.json(200, row.code().shown(row.version(), address.base())))
                .orElseGet(() -> Problem.notFound(address.path(), "Activity code with specified id does not exist."));
    }
}
