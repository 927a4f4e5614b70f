package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page is made of: nothing of it comes from elsewhere, and no data becomes markup. */
class PageFilesTest {

    @Test
    void pageRefersToItsOwnPartsOnly() throws IOException {
        List<String> references =
                found("(?:src|href|action)=\"([^\"]*)\"", read("page.html")).toList();

        assertThat(references)
                .filteredOn(reference -> !reference.startsWith("#") && !reference.startsWith("data:image/"))
                .containsExactlyInAnyOrder(
                        "status/page.css",
                        "status/page.js",
                        "observe/health",
                        "observe/metrics",
                        "observe/health?exposureLevel=full&amp;data=true",
                        "observe/metrics",
                        "status/data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "page.css", "page.js"})
    void nothingIsLoadedFromElsewhere(String file) throws IOException {
        String content = read(file).replace("http://www.w3.org/2000/svg", "").replace("<!doctype html>", "");

        assertThat(content).doesNotContain("http:", "https:", "url(", "@import", "import ", "//cdn");
    }

    @Test
    void nothingStandsInThePageThatItsPolicyForbids() throws IOException {
        assertThat(read("page.html")).doesNotContain("<style", " style=", " onclick", "javascript:", "<form");
        assertThat(found("<script[^>]*>(.*?)</script>", read("page.html"))).containsOnly("");
    }

    @Test
    void noDataBecomesMarkup() throws IOException {
        assertThat(read("page.js"))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(");
    }

    /** Browsers of 2023 have neither, and would show nothing at all: Safari before 16.4 and 17.4, Firefox before 119. */
    @Test
    void scriptAsksForNothingThatCommonBrowsersLack() throws IOException {
        assertThat(read("page.js")).doesNotContain("(?<=", "(?<!", "groupBy");
    }

    @Test
    void everyPlaceThatTheScriptFillsIsThere() throws IOException {
        Set<String> ids = found(" id=\"([^\"]*)\"", read("page.html")).collect(Collectors.toSet());

        assertThat(found("\\$\\('([^']*)'\\)", read("page.js"))).isNotEmpty().allMatch(ids::contains);
    }

    @Test
    void wholePageIsSmall() throws IOException {
        assertThat(read("page.html").length()
                        + read("page.css").length()
                        + read("page.js").length())
                .isLessThan(50_000);
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static String read(String file) throws IOException {
        try (var content = StatusPage.class.getResourceAsStream(file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
