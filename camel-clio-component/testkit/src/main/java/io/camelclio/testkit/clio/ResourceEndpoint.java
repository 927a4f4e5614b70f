package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers list, read, create, update and delete of one resource from its records. */
final class ResourceEndpoint {

    private final Catalogue catalogue;
    private final Resource resource;
    private final ClioRecords records;
    private final Associations associations;
    private final boolean sinceIsInclusive;
    private final Supplier<URI> baseUri;

    ResourceEndpoint(
            Catalogue catalogue,
            Resource resource,
            ClioRecords records,
            Associations associations,
            boolean sinceIsInclusive,
            Supplier<URI> baseUri) {
        this.catalogue = catalogue;
        this.resource = resource;
        this.records = records;
        this.associations = associations;
        this.sinceIsInclusive = sinceIsInclusive;
        this.baseUri = baseUri;
    }

    Response list(Request request) {
        Query query = request.query();
        Predicate<ClioRecord> condition = new Filters(resource, sinceIsInclusive).parse(query);
        FieldSelection selection = selection(request);
        Order order = Order.parse(resource, query.first("order").orElse(null));
        List<ClioRecord> sorted = records.withTrash().stream()
                .filter(condition)
                .sorted(order.comparator())
                .toList();
        Page page = Page.cut(sorted, order.cursor(), limit(query), query.first("page_token"));

        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        page.records().forEach(record -> data.add(selection.select(record.fields())));
        ObjectNode meta = body.putObject("meta");
        ObjectNode paging = meta.putObject("paging");
        page.next().ifPresent(token -> paging.put("next", next(request, token)));
        meta.put("records", sorted.size());
        return Response.json(200, Json.bytes(body));
    }

    Response get(Request request, long id) {
        ClioRecord record = existing(id);
        return Conditions.answer(request, record, one(200, request, record));
    }

    Response create(Request request) {
        selection(request);
        ObjectNode fields = fields(request);
        ClioRecord record = records.create(fields);
        return Conditions.answer(request, record, one(201, request, record));
    }

    Response update(Request request, long id) {
        selection(request);
        Conditions.refuseStale(request, existing(id));
        ObjectNode fields = fields(request);
        try {
            ClioRecord record = records.update(id, fields);
            return Conditions.answer(request, record, one(200, request, record));
        } catch (NoSuchElementException deletedMeanwhile) {
            throw missing();
        }
    }

    Response delete(long id) {
        try {
            records.delete(id);
            return Response.empty(204);
        } catch (NoSuchElementException none) {
            throw missing();
        }
    }

    ClioRecord existing(long id) {
        return records.find(id).orElseThrow(this::missing);
    }

    /** One record in the answer's envelope, with the fields the request asks for. */
    Response one(int status, Request request, ClioRecord record) {
        ObjectNode body = Json.object();
        body.set("data", selection(request).select(record.fields()));
        return Response.json(status, Json.bytes(body));
    }

    /** The {@code fields} parameter, checked. */
    FieldSelection selection(Request request) {
        return FieldSelection.parse(
                catalogue, resource.type(), request.query().first("fields").orElse(null));
    }

    /** The object under {@code data} in a request's body. */
    static ObjectNode data(Request request) {
        return Json.read(request.body())
                .map(body -> body.get("data"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> ApiError.badArgument("The body must be a JSON object with the key data"));
    }

    private ObjectNode fields(Request request) {
        ObjectNode fields = data(request);
        fields.fieldNames().forEachRemaining(name -> {
            if (!resource.type().has(name)) {
                throw ApiError.unprocessable("'" + name + "' is not a valid attribute of " + resource.name());
            }
        });
        associations.complete(resource, fields);
        return fields;
    }

    /** Clio's paging page gives 1 to 200, its OpenAPI document only 400 for lists; the wording is ours. */
    private int limit(Query query) {
        String text = query.first("limit").orElse(Integer.toString(resource.limit()));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= resource.limit()) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number out of range.
        }
        throw ApiError.badArgument("limit must be between 1 and " + resource.limit());
    }

    private String next(Request request, String token) {
        return baseUri.get() + request.path() + "?"
                + request.query().with("page_token", token).encoded();
    }

    private ApiError missing() {
        return ApiError.notFound(resource.name());
    }
}
