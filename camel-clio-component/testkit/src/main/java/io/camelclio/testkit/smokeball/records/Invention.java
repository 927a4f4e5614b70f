package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.catalogue.Field;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Invents fields of records: believable, and with what code tends to stumble over, such as decimals of many digits,
 * quotes and letters beyond ASCII. One seed, one sequence.
 */
final class Invention {

    private static final List<String> WORDS = List.of(
            "Smith",
            "Müller",
            "O'Brien",
            "Review of the \"lease\"",
            "Réunion",
            "Brown & Co.",
            "Sale\tand purchase",
            "許可",
            "Costs 100 %",
            "Estate of J. Doe 🏠",
            "C:\\Files",
            "<memo>");

    private final Catalogue catalogue;
    private final Clock clock;
    private final Random random;
    private final Function<String, List<RecordKey>> existing;

    /** @param existing the keys of a collection's records, for links to them */
    Invention(Catalogue catalogue, Clock clock, Random random, Function<String, List<RecordKey>> existing) {
        this.catalogue = catalogue;
        this.clock = clock;
        this.random = random;
        this.existing = existing;
    }

    ObjectNode record(Resource resource, List<String> parents) {
        return object(resource.fields(), new Scope(resource, parents));
    }

    /** The record that fields are invented for. */
    private record Scope(Resource resource, List<String> parents) {

        /** The collection of one of its parents. */
        String collection(int place) {
            return resource.parents().get(place).stream().sorted().findFirst().orElseThrow();
        }
    }

    private ObjectNode object(List<Field> fields, Scope scope) {
        ObjectNode object = Json.object();
        fields.forEach(field -> object.set(field.name(), value(field, scope)));
        return object;
    }

    private JsonNode value(Field field, Scope scope) {
        return switch (field.kind()) {
            case "text" -> Json.tree(word());
            case "code" -> Json.tree("C" + random.nextInt(1_000_000));
            case "email" -> Json.tree("person" + random.nextInt(10_000) + "@firm.example");
            case "guid" -> Json.tree(Guids.next(random));
            case "money" -> Json.tree(money());
            case "count" -> Json.tree(1 + random.nextInt(600));
            case "flag" -> Json.tree(random.nextBoolean());
            case "ticks" -> Json.tree(Ticks.of(earlier()));
            case "iso" -> Json.tree(Times.iso(earlier()));
            case "iso7" -> Json.tree(Times.iso7(earlier()));
            case "date" -> Json.tree(Times.local(earlier().truncatedTo(ChronoUnit.DAYS)));
            case "local" -> Json.tree(Times.local(earlier()));
            case "later" -> Json.tree(Times.local(clock.instant().plus(1 + random.nextInt(60), ChronoUnit.DAYS)));
            case "one" -> Json.tree(Integer.valueOf(oneOf(field.detail())));
            case "word" -> Json.tree(oneOf(field.detail()));
            case "is" -> Json.object("{\"is\":" + field.detail() + "}").get("is");
            case "link" -> link(field.detail());
            case "parent" -> parent(Integer.parseInt(field.detail()), scope);
            case "parentid" -> Json.tree(scope.parents().get(Integer.parseInt(field.detail())));
            case "type" -> object(catalogue.type(field.detail()), scope);
            default -> several(field, scope);
        };
    }

    private JsonNode several(Field field, Scope scope) {
        ArrayNode several = Json.array();
        for (int i = random.nextInt(3); i > 0; i--) {
            several.add(
                    switch (field.kind()) {
                        case "words" -> Json.tree(word());
                        case "guids" -> Json.tree(Guids.next(random));
                        case "links" -> link(field.detail());
                        case "types" -> object(catalogue.type(field.detail()), scope);
                        default ->
                            throw new IllegalStateException(
                                    "collections.txt has the unknown kind '" + field.kind() + "' at " + field.name());
                    });
        }
        return several;
    }

    private JsonNode parent(int place, Scope scope) {
        String path =
                catalogue.resource(scope.collection(place)).path(scope.parents().subList(0, place));
        return link(scope.collection(place), path, scope.parents().get(place));
    }

    /** A link to a record of a collection, to an unknown one if there is none yet. */
    private JsonNode link(String collection) {
        List<RecordKey> keys = existing.apply(collection);
        Resource resource = catalogue.resource(collection);
        if (keys.isEmpty()) {
            List<String> parents =
                    resource.parents().stream().map(none -> Guids.next(random)).toList();
            return link(collection, resource.path(parents), Guids.next(random));
        }
        RecordKey key = keys.get(random.nextInt(keys.size()));
        return link(collection, resource.path(key.parents()), key.id());
    }

    private JsonNode link(String collection, String path, String id) {
        return Json.object()
                .put("id", id)
                .put("href", path + "/" + id)
                .put("relation", catalogue.resource(collection).relation())
                .put("method", "GET");
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size())) + " " + random.nextInt(1_000);
    }

    private String oneOf(String words) {
        String[] all = words.split(" ");
        return all[random.nextInt(all.length)];
    }

    /** Dollars: with two decimals, with one that is zero, or with more digits than a double holds. */
    private BigDecimal money() {
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(10L * random.nextInt(100_000), 2);
            case 1 -> new BigDecimal(new BigInteger(70, random), 17);
            default -> BigDecimal.valueOf(random.nextInt(10_000_000), 2);
        };
    }

    private Instant earlier() {
        return clock.instant().minus(random.nextInt(400), ChronoUnit.DAYS);
    }
}
