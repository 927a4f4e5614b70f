package io.camelclio.kafka.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ANALYTICS.md}, of which the tests take commands, programs and what they print, so that none is a copy. */
final class Page {

    static final Path FOLDER = Path.of("");
    static final Path EXAMPLES = FOLDER.resolve("examples");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\S+) ?(\\S*)\\n(.*?)^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private final String text;

    private Page(String text) {
        this.text = text;
    }

    static Page read() throws IOException {
        return new Page(Files.readString(FOLDER.resolve("ANALYTICS.md")));
    }

    /** @param name as it stands behind the language; two blocks of one name are a command and what it prints */
    record Block(String language, String name, String text) {

        @Override
        public String toString() {
            return name;
        }
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            blocks.add(
                    new Block(found.group(2), found.group(3), found.group(4).replaceAll("(?m)^" + found.group(1), "")));
        }
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    String block(String language, String name) {
        return blocks(language).stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The page has no block '%s %s'".formatted(language, name)))
                .text();
    }

    /** The cells of the rows of the first table below this heading, without its head. */
    List<List<String>> table(String heading) {
        String below = text.substring(text.indexOf("\n" + heading + "\n") + 1);
        return below.lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    /** Where links within the project lead to. */
    List<Path> links() {
        return LINK.matcher(text)
                .results()
                .map((MatchResult link) -> FOLDER.resolve(link.group(1)))
                .distinct()
                .toList();
    }
}
