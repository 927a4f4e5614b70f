package io.camelclio.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    private final Report report = new Report(new Machine(Map.of("processor", "2 cores")));

    @Test
    void writesTheSameTablesAsMarkdownAndAsAPage() throws Exception {
        report.add(section(), List.of(new Target("of the floor", "at least 0.6", "0.57 (0.50 to 0.60)", false)));

        report.writeTo(folder);

        assertThat(Files.readString(folder.resolve("bench.md")))
                .contains("| processor | 2 cores |")
                .contains("| of the floor | at least 0.6 | 0.57 (0.50 to 0.60) | **no** |")
                .contains("| subject | deliveries/s |\n|---|---:|\n| ours | 9 |");
        assertThat(Files.readString(folder.resolve("bench.html")))
                .contains("<td class=\"words\">ours</td><td>9</td>")
                .contains("<strong>no</strong>")
                .contains("<svg ");
    }

    @Test
    void pageNeedsNothingFromElsewhereAndSaysWhatLooksLikeMarkup() throws Exception {
        report.add(
                new Section(
                        "a < b & c",
                        List.of("`<script>`"),
                        new Table(1, "subject").row("<b>"),
                        List.of(new Chart("\"quoted\"", "%.0f").bar("<i>", new Spread(1, 2, 3, 3))),
                        List.of()),
                List.of());

        report.writeTo(folder);

        assertThat(Files.readString(folder.resolve("bench.html")))
                .contains("a &lt; b &amp; c", "<code>&lt;script&gt;</code>", "&quot;quoted&quot;", "&lt;i&gt;")
                .doesNotContain("http:", "https:", "src=", "<link", "<script", "<b>", "<i>");
    }

    @Test
    void drawsABarToTheMedianAndItsSpreadFromTheLowestToTheHighest() {
        String svg = new Chart("deliveries", "%.0f")
                .bar("floor", new Spread(50, 100, 170, 5))
                .bar("ours", new Spread(85, 85, 85, 5))
                .svg();

        // 340 wide from 230 on, for the highest of all, which is 170.
        assertThat(svg)
                .contains("<rect class=\"bar\" x=\"230\" y=\"4\" width=\"200.0\"")
                .contains("x1=\"330.0\"", "x2=\"570.0\"")
                .contains("<rect class=\"bar\" x=\"230\" y=\"30\" width=\"170.0\"");
    }

    @Test
    void keepsEveryRoundInTheJson() throws Exception {
        report.add(section(), List.of());

        report.writeTo(folder);

        JsonNode json = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
        assertThat(json.path("Deliveries").path(1).path("perSecond").asInt()).isEqualTo(9);
    }

    @Test
    void replacesWhatAnEarlierRunHasWrittenIntoAPage() throws Exception {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + Report.BEGIN + "\nold\n" + Report.END + "\nafter\n");
        report.add(section(), List.of());

        report.writeInto(page);

        assertThat(Files.readString(page))
                .startsWith("before\n" + Report.BEGIN + "\n\n### Machine")
                .endsWith(Report.END + "\nafter\n")
                .contains("| ours | 9 |")
                .doesNotContain("old");
    }

    @Test
    void namesThePageThatHasNoPlaceForFigures() throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), "nothing");

        assertThatThrownBy(() -> report.writeInto(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("page.md")
                .hasMessageContaining(Report.BEGIN);
    }

    @Test
    void readsVersionsFromAClassPath() {
        String classPath =
                "/m2/spring-boot-autoconfigure-3.5.10.jar:/m2/spring-boot-3.5.9.jar:/m2/kafka-clients-3.9.1.jar";

        assertThat(Machine.version(classPath, "spring-boot")).isEqualTo("3.5.9");
        assertThat(Machine.version(classPath, "camel-api")).isEqualTo("not on a class path");
    }

    private static Section section() {
        return new Section(
                "Deliveries",
                List.of(),
                new Table(1, "subject", "deliveries/s").row("ours", "9"),
                List.of(new Chart("deliveries", "%.0f").bar("ours", new Spread(8, 9, 10, 2))),
                List.of(Map.of("perSecond", 8), Map.of("perSecond", 9)));
    }
}
