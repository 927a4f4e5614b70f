package io.camelclio.testkit.smokeball.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Envelope;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Target;
import java.util.List;
import java.util.UUID;

/**
 * One page in its collection's envelope. Links that lead nowhere are left out rather than null, and a list of one page has
 * no {@code last} (API reference and samples of the documentation).
 */
final class Page {

    private final ApiCall call;
    private final Resource resource;
    private final PageRequest request;
    private final ListBehaviour behaviour;

    Page(ApiCall call, PageRequest request, ListBehaviour behaviour) {
        this.call = call;
        this.resource = call.target().resource();
        this.request = request;
        this.behaviour = behaviour;
    }

    /**
     * The body.
     *
     * @param rows the rows of this page
     * @param size how many rows there are on all pages
     */
    JsonNode of(List<JsonNode> rows, int size) {
        ArrayNode array = Json.array().addAll(rows);
        Envelope envelope = resource.envelope();
        if (envelope.kind() == Envelope.Kind.ARRAY) {
            return array;
        }
        ObjectNode body = link("collection", request);
        body.set("self", link("self", request));
        switch (envelope.kind()) {
            case OBJECT -> {
                // A digest of the rows, so that equal contents have equal versions; how the vendor counts is unknown.
                body.put("versionId", UUID.nameUUIDFromBytes(Json.bytes(array)).toString());
                body.set(envelope.array(), array);
            }
            case TREE -> {
                body.putArray("value").add(node(array));
                addPaging(body, size);
            }
            case VALUE -> body.set("value", array);
            default -> {
                body.set("value", array);
                addPaging(body, size);
            }
        }
        return body;
    }

    /** The folder whose children the rows are; where files stand is the list of files' business here (our choice). */
    private ObjectNode node(ArrayNode children) {
        Target target = call.target();
        List<String> parents = target.parents();
        ObjectNode node = Json.object();
        node.put("id", parents.size() > 1 ? parents.get(parents.size() - 1) : "root");
        node.put("href", call.address().base() + resource.path(parents));
        node.set("folders", children);
        node.putArray("files");
        return node;
    }

    private void addPaging(ObjectNode body, int size) {
        if (!resource.isPaged()) {
            body.put("size", told(size));
            return;
        }
        body.put("offset", request.offset());
        if (behaviour.limitEchoed()) {
            body.put("limit", request.limit());
        }
        body.put("size", told(size));
        body.set("first", link("first", request.at(0)));
        if (request.offset() > 0) {
            body.set("previous", link("previous", request.at(Math.max(0, request.offset() - request.limit()))));
        }
        if ((long) request.offset() + request.limit() < size) {
            body.set("next", link("next", request.at(request.offset() + request.limit())));
        }
        if (size > request.limit()) {
            body.set("last", link("last", request.at((size - 1) / request.limit() * request.limit())));
        }
    }

    private int told(int size) {
        return Math.max(0, size + behaviour.sizeError());
    }

    private ObjectNode link(String relation, PageRequest target) {
        boolean keepsFilters = behaviour.linksKeepFilters() || !relation.equals("next");
        String path = resource.path(call.target().parents());
        return Json.object()
                .put("id", path.substring(path.lastIndexOf('/') + 1))
                .put("href", call.address().base() + path + (resource.isPaged() ? target.asQuery(keepsFilters) : ""))
                .put("relation", relation)
                .put("method", "GET");
    }
}
