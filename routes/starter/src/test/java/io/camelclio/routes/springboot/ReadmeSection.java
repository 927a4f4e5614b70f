package io.camelclio.routes.springboot;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A section of the page for Java teams, from its heading to the next. */
record ReadmeSection(String text) {

    private static final Path PAGE = Path.of("../../camel-clio-component/README.md");
    private static final Pattern PROPERTIES = Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL);

    static ReadmeSection of(String heading) {
        try {
            String page = Files.readString(PAGE);
            int start = page.indexOf("\n## " + heading + "\n");
            if (start < 0) {
                throw new IllegalStateException("The page has no section '" + heading + "'");
            }
            int end = page.indexOf("\n## ", start + 1);
            return new ReadmeSection(page.substring(start, end < 0 ? page.length() : end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its one block of properties. */
    Properties properties() {
        String block = PROPERTIES
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .reduce((one, another) -> {
                    throw new IllegalStateException("The section has several blocks of properties");
                })
                .orElseThrow();
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(block.lines()
                    .filter(line -> !line.startsWith("```"))
                    .reduce("", (lines, line) -> lines + line + "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
