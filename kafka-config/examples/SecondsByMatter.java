import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/**
 * Seconds of work by matter in Clio, always up to date. When an entry changes, what it was is taken off and what it is now is
 * added; so a deletion counts, and a record that comes twice changes nothing.
 */
public class SecondsByMatter {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Serde<String> TEXT = Serdes.String();
    private static final Serde<BigDecimal> NUMBER = Serdes.serdeFrom(
            (topic, number) -> number == null ? null : TEXT.serializer().serialize(topic, number.toPlainString()),
            (topic, bytes) -> bytes == null ? null : new BigDecimal(TEXT.deserializer().deserialize(topic, bytes)));

    public static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.table("clio.activity.latest.v1", Consumed.with(TEXT, TEXT))
                .filter((key, value) -> isWorkOnAMatter(json(value)))
                .groupBy(
                        (key, value) -> KeyValue.pair(matter(key, json(value)), seconds(json(value))),
                        Grouped.with(TEXT, NUMBER))
                .reduce(BigDecimal::add, BigDecimal::subtract, Materialized.with(TEXT, NUMBER))
                .toStream()
                .to("analytics.seconds_by_matter.v1", Produced.with(TEXT, NUMBER));
        return builder.build();
    }

    private static boolean isWorkOnAMatter(JsonNode entry) {
        return entry.path("type").asText().equals("TimeEntry")
                && entry.path("matter").hasNonNull("id")
                && entry.path("quantity").isNumber();
    }

    /** us/310552 and matter 90210 make us/90210, which is the key of the matter on its own topics. */
    private static String matter(String key, JsonNode entry) {
        return key.substring(0, key.lastIndexOf('/') + 1) + entry.at("/matter/id").asText();
    }

    private static BigDecimal seconds(JsonNode entry) {
        return entry.path("quantity").decimalValue();
    }

    private static JsonNode json(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            // Its message would show a part of the record.
            throw new IllegalStateException("A value on clio.activity.latest.v1 is no JSON");
        }
    }

    /** @param client bootstrap.servers, and TLS and SASL where the cluster asks for them */
    public static KafkaStreams streams(Map<String, ?> client) {
        return new KafkaStreams(topology(), new StreamsConfig(settings(client)));
    }

    private static Map<String, Object> settings(Map<String, ?> client) {
        Map<String, Object> settings = new HashMap<>(client);
        // Its group, and what its own topics begin with: so it has to begin as your rights do.
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "analytics-seconds-by-matter");
        // Reads what is committed only, and counts nothing twice when it is killed.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A number for each matter fits into memory.
        settings.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        return settings;
    }

    public static void main(String[] args) {
        KafkaStreams streams = streams(Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }
}
