package io.camelclio.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The links of a page to files and headings beside it, as GitHub follows them; those to elsewhere are left out. */
final class PageLinks {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]*`", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    private PageLinks() {}

    /** @param anchor null where it names none */
    record Link(Path target, String anchor) {

        boolean arrives() {
            return Files.exists(target) && (anchor == null || anchors(target).contains(anchor));
        }
    }

    static List<Link> of(Path page) {
        return LINK.matcher(CODE.matcher(text(page)).replaceAll("code"))
                .results()
                .map(link -> new Link(
                        link.group(1).isEmpty()
                                ? page
                                : page.resolveSibling(link.group(1)).normalize(),
                        link.group(2)))
                .toList();
    }

    private static List<String> anchors(Path page) {
        return HEADING.matcher(text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(page.toString(), e);
        }
    }
}
