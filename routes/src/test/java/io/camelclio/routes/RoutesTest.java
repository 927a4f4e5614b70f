package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the routes promise to bring is what they bring. */
class RoutesTest {

    @Test
    void receivesTheWebhooksOfAllTenModels() {
        assertThat(parameter("clio-webhook-to-kafka", "model"))
                .containsExactlyInAnyOrder(
                        "activity",
                        "bill",
                        "calendar_entry",
                        "clio_payments_payment",
                        "communication",
                        "contact",
                        "document",
                        "folder",
                        "matter",
                        "task");
    }

    @Test
    void pollsWhatHasNoWebhookAndActivities() {
        assertThat(parameter("clio-poll-to-kafka", "resource"))
                .containsExactlyInAnyOrder("activities", "activity_descriptions", "activity_rates");
        assertThat(parameter("clio-poll-to-kafka", "entity"))
                .containsExactlyInAnyOrder("activity", "activity_description", "activity_rate");
    }

    @Test
    void readsEveryCollectionOfSmokeball() {
        List<String> entities = RouteFiles.read(Path.of("smokeball/collections.yaml"))
                .valueStream()
                .map(collection -> collection.path("entity").asText())
                .toList();

        assertThat(entities).hasSize(59);
        assertThat(parameter("smokeball-to-kafka", "entity")).containsExactlyInAnyOrderElementsOf(entities);
    }

    @Test
    void givesEveryRouteAnIdOfItsOwn() {
        List<String> ids = Stream.concat(
                        routes().map(route -> route.path("id").asText()),
                        items("templatedRoute").map(use -> use.path("routeId").asText()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void keepsWhatCannotBeProcessedOnEveryRouteThatHasASource() {
        Stream<JsonNode> fromVendors = Stream.concat(
                        items("routeTemplate").map(template -> template.path("route")), routes())
                .filter(route -> !route.at("/from/uri").asText().matches("direct:.*|master:[^:]*:scheduler:.*"));

        assertThat(fromVendors.map(route -> route.path("routeConfigurationId").asText()))
                .hasSize(4)
                .containsOnly("dead-letters");
    }

    /** These end an exchange, or part of it, before Kafka has the record, and so acknowledge too early. */
    @Test
    void hasNoStepThatBreaksTheAcknowledgement() {
        String everything = RouteFiles.rootItems().toString()
                + RouteFiles.kamelets().stream().map(RouteFiles::read).toList();

        assertThat(everything)
                .contains("\"steps\"")
                .doesNotContain("seda:", "\"aggregate\"", "\"wireTap\"", "\"threads\"", "\"delay\":{");
    }

    private static List<String> parameter(String template, String name) {
        return items("templatedRoute")
                .filter(use -> use.path("routeTemplateRef").asText().equals(template))
                .flatMap(use -> use.path("parameters").valueStream())
                .filter(parameter -> parameter.path("name").asText().equals(name))
                .map(parameter -> parameter.path("value").asText())
                .toList();
    }

    private static Stream<JsonNode> routes() {
        return items("route");
    }

    private static Stream<JsonNode> items(String kind) {
        return RouteFiles.rootItems().stream().filter(item -> item.has(kind)).map(item -> item.path(kind));
    }
}
