package io.camelclio.component;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of a route that remembers what arrived. */
final class ReceivedRecords implements Processor {

    /** A record as it arrived. */
    record Received(String body, Map<String, Object> headers) {
        String id() {
            return (String) headers.get(ClioConstants.RECORD_ID);
        }

        String eventId() {
            return (String) headers.get("CamelCloudEventID");
        }
    }

    private final List<Received> records = new CopyOnWriteArrayList<>();

    @Override
    public void process(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        records.add(new Received(
                new String(body, StandardCharsets.UTF_8),
                Map.copyOf(exchange.getMessage().getHeaders())));
    }

    List<Received> all() {
        return records;
    }

    Received only() {
        if (records.size() != 1) {
            throw new AssertionError("Not one record but " + records.size());
        }
        return records.get(0);
    }

    List<String> ids() {
        return records.stream().map(Received::id).toList();
    }

    /** What arrived since the last call. */
    List<Received> take() {
        List<Received> taken = List.copyOf(records);
        records.clear();
        return taken;
    }
}
