package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.ActivityCodes.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One page in Smokeball's envelope. Links that lead nowhere are left out rather than null, and a list of one page has no
 * {@code last} (API reference and samples of the documentation). Records stand in it byte for byte as in the ledger.
 */
final class Page {

    private static final byte[] COMMA = {','};

    private final ApiAddress address;
    private final PageRequest request;
    private final boolean linksKeepFilters;

    Page(ApiAddress address, PageRequest request, boolean linksKeepFilters) {
        this.address = address;
        this.request = request;
        this.linksKeepFilters = linksKeepFilters;
    }

    byte[] of(List<Row> matching) {
        int from = Math.min(request.offset(), matching.size());
        int to = (int) Math.min((long) from + request.limit(), matching.size());
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(opened(head()));
        page.writeBytes(",\"value\":[".getBytes(StandardCharsets.UTF_8));
        for (int row = from; row < to; row++) {
            if (row > from) {
                page.writeBytes(COMMA);
            }
            page.writeBytes(matching.get(row).code().shown(matching.get(row).version(), address.base()));
        }
        page.writeBytes("],".getBytes(StandardCharsets.UTF_8));
        page.writeBytes(continued(tail(matching.size())));
        return page.toByteArray();
    }

    private ObjectNode head() {
        ObjectNode head = link("collection", request);
        head.set("self", link("self", request));
        return head;
    }

    private ObjectNode tail(int size) {
        ObjectNode tail = Json.object()
                .put("offset", request.offset())
                .put("limit", request.limit())
                .put("size", size);
        tail.set("first", link("first", request.at(0)));
        if (request.offset() > 0) {
            tail.set("previous", link("previous", request.at(Math.max(0, request.offset() - request.limit()))));
        }
        if ((long) request.offset() + request.limit() < size) {
            tail.set("next", link("next", request.at(request.offset() + request.limit())));
        }
        if (size > request.limit()) {
            tail.set("last", link("last", request.at((size - 1) / request.limit() * request.limit())));
        }
        return tail;
    }

    private ObjectNode link(String relation, PageRequest target) {
        boolean keepsFilters = linksKeepFilters || !relation.equals("next");
        return Json.object()
                .put("id", "activitycodes")
                .put("href", address.base() + ActivityCodesEndpoint.PATH + target.asQuery(keepsFilters))
                .put("relation", relation)
                .put("method", "GET");
    }

    /** A JSON object without its closing brace. */
    private static byte[] opened(ObjectNode object) {
        byte[] bytes = Json.bytes(object);
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    /** A JSON object without its opening brace. */
    private static byte[] continued(ObjectNode object) {
        byte[] bytes = Json.bytes(object);
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }
}
