package io.camelclio.testkit.clio.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.FieldSelection;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.RecordSource;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers the list of one resource: checks the query, cuts the page, selects the fields and writes the links. */
public final class ListEndpoint {

    /** The size of a list, so that it is counted once and not for every page. */
    private record Counted(String question, OptionalLong version, long records) {}

    private final Catalogue catalogue;
    private final Resource resource;
    private final Function<Operation.Call, RecordSource> source;
    private final boolean sinceIsInclusive;
    private final PagingLinks links;
    private volatile Counted counted = new Counted("", OptionalLong.empty(), 0);

    /**
     * A list.
     *
     * @param source the records for a request, refusing ids in its path that name none
     */
    public ListEndpoint(
            Catalogue catalogue,
            Resource resource,
            Function<Operation.Call, RecordSource> source,
            boolean sinceIsInclusive,
            PagingLinks links) {
        this.catalogue = catalogue;
        this.resource = resource;
        this.source = source;
        this.sinceIsInclusive = sinceIsInclusive;
        this.links = links;
    }

    public Response answer(Operation.Call call) {
        Request request = call.request();
        Query query = request.query();
        RecordSource records = source.apply(call);
        long parent = resource.parent().isPresent() ? call.id() : 0;
        Predicate<ClioRecord> condition = new Filters(resource, sinceIsInclusive).parse(query);
        FieldSelection selection = FieldSelection.parse(
                catalogue, resource.type(), query.first("fields").orElse(null));
        Order order = Order.parse(resource, query.first("order").orElse(null));
        Listing listing = new Listing(records, condition.and(record -> record.parent() == parent), order, limit(query));
        Page page = listing.page(place(query));

        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        page.records().forEach(record -> data.add(selection.select(record.fields())));
        ObjectNode meta = body.putObject("meta");
        ObjectNode paging = meta.putObject("paging");
        page.previous().ifPresent(token -> paging.put("previous", links.previous(request, token)));
        page.next().ifPresent(token -> paging.put("next", links.next(resource.path(), request, token)));
        meta.put("records", count(request, records, listing));
        return Response.json(200, Json.bytes(body));
    }

    private long count(Request request, RecordSource records, Listing listing) {
        OptionalLong version = records.version();
        Query narrowing = request.query()
                .without("page_token")
                .without("offset")
                .without("fields")
                .without("limit");
        String question = request.path() + "?" + narrowing.encoded();
        Counted known = counted;
        if (version.isPresent() && known.question.equals(question) && known.version.equals(version)) {
            return known.records;
        }
        long count = listing.count();
        counted = new Counted(question, version, count);
        return count;
    }

    /** Where the page begins: at the token or after the {@code offset}, which Clio's paging page names. */
    private static Optional<PageToken> place(Query query) {
        Optional<String> offset = query.first("offset");
        if (offset.isEmpty()) {
            return query.first("page_token").map(PageToken::read);
        }
        if (query.first("page_token").isPresent()) {
            throw ApiError.badArgument("offset and page_token exclude each other");
        }
        return offset.map(text -> PageToken.skip(number(text)
                .filter(number -> number >= 0)
                .orElseThrow(() -> ApiError.badArgument("offset must be a number from 0 on"))));
    }

    /** Clio's paging page gives 1 to 200, its OpenAPI document only 400 for lists; the wording is ours. */
    private int limit(Query query) {
        String text = query.first("limit").orElse(Integer.toString(resource.limit()));
        return number(text)
                .filter(limit -> limit >= 1 && limit <= resource.limit())
                .orElseThrow(() -> ApiError.badArgument("limit must be between 1 and " + resource.limit()));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
