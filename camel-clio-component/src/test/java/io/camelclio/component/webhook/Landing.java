package io.camelclio.component.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.ClioConstants;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.PlayedPlace;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.clio.webhook.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of a route that stands for a topic: what it has taken outlives the application, and it can be away. */
final class Landing implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One record on the topic. */
    record Landed(String id, String changeId, String type, Instant time, Instant asOf, JsonNode body) {

        boolean isDeletion() {
            return type.endsWith(".deleted.v1");
        }

        String etag() {
            return body.path("etag").asText();
        }
    }

    private final List<Landed> landed = new CopyOnWriteArrayList<>();
    private volatile Runnable before = () -> {};
    private volatile boolean away;
    private volatile PlayedPlace place;

    @Override
    public void process(Exchange exchange) throws Exception {
        before.run();
        if (away) {
            throw new IllegalStateException("no broker");
        }
        var message = exchange.getMessage();
        landed.add(new Landed(
                message.getHeader(ClioConstants.RECORD_ID, String.class),
                message.getHeader("CamelCloudEventID", String.class),
                message.getHeader("CamelCloudEventType", String.class),
                Instant.parse(message.getHeader("CamelCloudEventTime", String.class)),
                Instant.parse(message.getHeader(ChangeEvent.AS_OF_HEADER, String.class)),
                JSON.readTree(message.getBody(byte[].class))));
        if (place != null) {
            place.publish(message.getHeaders());
            place.readOn();
        }
    }

    /** Who follows it knows at once what has landed. */
    void publishTo(PlayedPlace followed) {
        place = followed;
    }

    /** What became of deliveries, by what has landed. */
    Arrivals.Figures figuresOf(List<Delivery> deliveries) {
        Arrivals arrivals = new Arrivals();
        landed.forEach(record -> arrivals.add(
                Long.parseLong(record.id()),
                record.changeId(),
                record.isDeletion(),
                record.body().toString().getBytes(StandardCharsets.UTF_8)));
        return arrivals.of(deliveries);
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Runs something before each record is taken; it may throw. */
    void before(Runnable hook) {
        before = hook;
    }

    List<Landed> all() {
        return List.copyOf(landed);
    }

    List<Landed> of(long id) {
        return landed.stream()
                .filter(record -> record.id().equals(String.valueOf(id)))
                .toList();
    }

    /** How many records had been there already under the same change id. */
    long duplicates() {
        return landed.size() - landed.stream().map(Landed::changeId).distinct().count();
    }

    /** The etag of each record's newest state, by id: the newer time, then the newer as-of, then the later; none if deleted. */
    Map<String, String> newest() {
        Map<String, Landed> newest = new HashMap<>();
        landed.stream()
                .filter(record -> record.type().endsWith(".changed.v1") || record.isDeletion())
                .forEach(record -> newest.merge(record.id(), record, Landing::newer));
        Map<String, String> etags = new HashMap<>();
        newest.forEach((id, record) -> {
            if (!record.isDeletion()) {
                etags.put(id, record.etag());
            }
        });
        return etags;
    }

    private static Landed newer(Landed one, Landed other) {
        if (one.isDeletion() || other.isDeletion()) {
            return one.isDeletion() ? one : other;
        }
        return Comparator.comparing(Landed::time).thenComparing(Landed::asOf).compare(one, other) > 0 ? one : other;
    }
}
