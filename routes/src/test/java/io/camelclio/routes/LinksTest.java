package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows a link within the documentation arrives. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]*`", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    static List<Path> pages() {
        return Pages.all().stream()
                .filter(page -> page.toString().endsWith(".md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfThePageLeadsSomewhere(Path page) {
        assertThat(dead(page)).isEmpty();
    }

    @Test
    void aDeadLinkIsNoticed(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), """
                # A heading, with `code` & more
                [here](#a-heading-with-code--more) [there](page.md) [gone](gone.md) [nowhere](page.md#nowhere)
                """);

        assertThat(dead(page)).containsExactly("gone.md", "page.md#nowhere");
    }

    private static List<String> dead(Path page) {
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(Pages.text(page)).replaceAll("code"));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : target(page, link.group(1));
            String anchor = link.group(2);
            if (!Files.exists(target) || anchor != null && !anchors(target).contains(anchor.substring(1))) {
                dead.add(link.group(1) + (anchor == null ? "" : anchor));
            }
        }
        return dead;
    }

    /** The archive is laid out as the project is, and its own pages lie at the root of it. */
    private static Path target(Path page, String link) {
        Path besides = page.resolveSibling(link);
        return page.toString().contains("/src/distribution/") && !Files.exists(besides)
                ? Pages.PROJECT.resolve(link)
                : besides;
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(Pages.text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
