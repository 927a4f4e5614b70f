package io.camelclio.app.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.LegalPractice;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Some values of every kind as the played vendors send them, by their topics. */
final class PlayedVendors {

    private static final long SEED = 20260302;
    private static final int OF_EACH_KIND = 2;

    /** The one collection that the played Smokeball has ready, and nobody can add to. */
    private static final String NAMES_ONLY = "webhook_type";

    private final RouteProperties properties;
    private final Map<String, List<JsonNode>> values = new TreeMap<>();

    private PlayedVendors(RouteProperties properties) {
        this.properties = properties;
    }

    static Map<String, List<JsonNode>> values(RouteProperties properties) throws Exception {
        PlayedVendors vendors = new PlayedVendors(properties);
        vendors.askClio();
        vendors.lookAtSmokeball();
        return vendors.values;
    }

    private void askClio() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder().seed(SEED).unlimited().start()) {
            new LegalPractice(clio, SEED).populate();
            for (String name : properties.names()) {
                if (name.matches("clio\\..+\\.fields")) {
                    String entity = name.split("\\.")[1];
                    String fields = URLEncoder.encode(properties.value(name).orElseThrow(), StandardCharsets.UTF_8);
                    JsonNode page = answer(HttpRequest.newBuilder(URI.create("%s/api/v4/%s.json?limit=%d&fields=%s"
                                    .formatted(clio.baseUri(), path(entity), OF_EACH_KIND, fields)))
                            .header("Authorization", "Bearer " + clio.accessToken()));
                    page.path("data").forEach(record -> add("clio." + entity, record));
                }
            }
        }
    }

    private static JsonNode answer(HttpRequest.Builder request) throws Exception {
        return Contract.json(HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofByteArray())
                .body());
    }

    /** The resource of a kind of record: the word's plural. */
    private static String path(String entity) {
        return entity.equals("clio_payments_payment")
                ? "clio_payments/payments"
                : entity.replaceFirst("y$", "ie") + "s";
    }

    private void lookAtSmokeball() throws Exception {
        Collections collections = Collections.read(Optional.empty(), Optional.empty());
        try (SmokeballSandbox smokeball = SmokeballSandbox.builder().seed(SEED).start()) {
            JsonNode types = answer(HttpRequest.newBuilder(URI.create(smokeball.apiUri() + "/webhooks/types"))
                    .header("x-api-key", smokeball.apiKey())
                    .header("Authorization", "Bearer " + smokeball.accessToken()));
            add("smokeball." + NAMES_ONLY, types.path("value"));
            for (String entity : collections.entities()) {
                if (entity.equals(NAMES_ONLY)) {
                    continue;
                }
                Collection collection = collections.of(entity);
                String path = "/" + collection.path();
                SmokeballRecords records = smokeball.collection(path);
                if (!collection.parents().isEmpty()) {
                    records = records.under(
                            IntStream.range(0, collection.parents().size())
                                    .mapToObj(place -> "parent" + place)
                                    .toArray(String[]::new));
                }
                records.addAll(OF_EACH_KIND);
                List<JsonNode> sent = new ArrayList<>();
                smokeball.ledger().state(path).values().forEach(bytes -> sent.add(Contract.json(bytes)));
                if (collection.records().key().isOfWholeArray()) {
                    add("smokeball." + entity, Contract.array(sent));
                } else {
                    sent.forEach(record -> add("smokeball." + entity, record));
                }
            }
        }
    }

    private void add(String kind, JsonNode value) {
        values.computeIfAbsent(kind + ".v1", none -> new ArrayList<>()).add(value);
    }
}
