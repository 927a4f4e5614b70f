package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table in {@code SMOKEBALL.md} is the file of collections. To write it anew, run {@value #COMMAND} in the project's
 * folder and commit the page.
 */
class SmokeballPageTest {

    private static final String COMMAND =
            "mvn test -pl routes -am -Dtest=SmokeballPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    private static final Path PAGE = Path.of("SMOKEBALL.md");
    private static final String BEGIN = "<!-- collections: begin -->\n";
    private static final String END = "<!-- collections: end -->";

    @Test
    void tableOfThePageIsTheFileOfCollections() throws Exception {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + table(RouteFiles.read(Path.of("smokeball/collections.yaml")))
                + page.substring(page.indexOf(END));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).as("To write it anew: " + COMMAND).isEqualTo(wanted);
    }

    private static String table(JsonNode collections) {
        StringBuilder table = new StringBuilder("| entity | path | kind | key | topic | read by default |\n");
        table.append("|---|---|---|---|---|---|\n");
        collections.forEach(collection -> table.append(row(collection)));
        return table.toString();
    }

    private static String row(JsonNode collection) {
        String entity = collection.path("entity").asText();
        return "| `%s` | `/%s` | %s | `%s` | `smokeball.%s.v1` | %s |\n"
                .formatted(
                        entity,
                        collection.path("path").asText(),
                        kind(collection),
                        collection.path("key").asText("id"),
                        entity,
                        collection.has("because")
                                ? "no: " + collection.path("because").asText()
                                : "yes");
    }

    private static String kind(JsonNode collection) {
        String since = collection.path("since").asText("");
        String kind = since.isEmpty() ? "whole" : "changes by `" + since + "`";
        List<String> parents =
                collection.path("parents").valueStream().map(JsonNode::asText).toList();
        return parents.isEmpty()
                ? kind
                : kind + ", under each " + String.join(" and ", parents).replace('_', ' ');
    }
}
