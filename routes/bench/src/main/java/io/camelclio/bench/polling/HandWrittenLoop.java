package io.camelclio.bench.polling;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.camelclio.bench.process.BenchProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The floor of polling: page after page, each record cut out and sent while the next page is read, everything acknowledged at
 * the end. It keeps no cursor, identity, budget, dead letter or token, and repeats nothing.
 */
final class HandWrittenLoop {

    private static final JsonFactory JSON = new JsonFactory();

    private HandWrittenLoop() {}

    /** Arguments: first page, field of the records, access token, API key, brokers, topic, prefix of keys. */
    public static void main(String[] args) throws Exception {
        System.out.println(BenchProcess.READY);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Map<String, Object> settings = Map.of("bootstrap.servers", args[4], "acks", "all", "linger.ms", 5);
        try (KafkaProducer<String, byte[]> kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            URI page = URI.create(args[0]);
            while (page != null) {
                HttpRequest request = HttpRequest.newBuilder(page)
                        .header("Authorization", "Bearer " + args[2])
                        .header("x-api-key", args[3])
                        .build();
                byte[] answer = http.send(request, BodyHandlers.ofByteArray()).body();
                page = send(answer, args[1], kafka, args[5], args[6]);
            }
        }
        Thread.currentThread().join();
    }

    /** @return the next page, or null after the last one */
    private static URI send(
            byte[] answer, String field, KafkaProducer<String, byte[]> kafka, String topic, String prefix)
            throws IOException {
        URI next = null;
        try (JsonParser parser = JSON.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && field.equals(parser.currentName())) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        int from = (int) parser.currentTokenLocation().getByteOffset();
                        String id = id(parser);
                        int to = (int) parser.currentLocation().getByteOffset();
                        kafka.send(new ProducerRecord<>(topic, prefix + id, Arrays.copyOfRange(answer, from, to)));
                    }
                } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("next")) {
                    next = URI.create(link(parser));
                }
            }
        }
        return next;
    }

    /** Clio's link is a text, Smokeball's an object with it. */
    private static String link(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        String href = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String value = parser.nextTextValue();
            href = name.equals("href") ? value : href;
        }
        return href;
    }

    /** Reads a record to its end. */
    private static String id(JsonParser parser) throws IOException {
        String id = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonToken value = parser.nextToken();
            if (value.isStructStart()) {
                parser.skipChildren();
            } else if (parser.currentName().equals("id")) {
                id = parser.getText();
            }
        }
        return id;
    }
}
