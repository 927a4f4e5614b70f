package io.camelclio.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One page of the documentation in AsciiDoc: text that people write, and tables that are made from the code, each between
 * the markers {@code // <name>: START} and {@code // <name>: END}. Immutable.
 */
record Page(Path file, String text) {

    private static final Path FOLDER = Path.of("src/main/docs");

    static Page read(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".adoc");
        return new Page(file, Files.readString(file));
    }

    /** All pages there are. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (var files = Files.newDirectoryStream(FOLDER, "*.adoc")) {
            for (Path file : files) {
                pages.add(new Page(file, Files.readString(file)));
            }
        }
        return pages;
    }

    /** The same page with other content between the markers of that name. */
    Page with(String name, String content) {
        String start = "// " + name + ": START\n";
        int from = text.indexOf(start);
        int to = text.indexOf("// " + name + ": END\n");
        if (from < 0 || to < from) {
            throw new IllegalStateException("Page " + file + " has no lines '" + start.strip() + "' and '// " + name
                    + ": END' for what is generated; put them where it belongs");
        }
        return new Page(file, text.substring(0, from + start.length()) + content + text.substring(to));
    }

    /** The source blocks of a language, in their order. */
    List<Example> examples(String language) {
        List<Example> examples = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].equals("[source," + language + "]")) {
                int first = line + 2;
                int end = first;
                while (!lines[end].equals("----")) {
                    end++;
                }
                String code = String.join("\n", List.of(lines).subList(first, end)) + "\n";
                examples.add(new Example(file.getFileName() + ":" + (first + 1), code));
                line = end;
            }
        }
        return examples;
    }

    /** The first line that is another in the file, as it is here; empty when they are the same. */
    Optional<String> firstDifferenceFromFile() throws IOException {
        List<String> here = text.lines().toList();
        List<String> there = Files.readString(file).lines().toList();
        return IntStream.range(0, Math.max(here.size(), there.size()))
                .filter(line -> line >= here.size()
                        || line >= there.size()
                        || !here.get(line).equals(there.get(line)))
                .mapToObj(line -> line < here.size() ? here.get(line) : "the end")
                .findFirst();
    }

    void write() throws IOException {
        Files.writeString(file, text);
    }
}
