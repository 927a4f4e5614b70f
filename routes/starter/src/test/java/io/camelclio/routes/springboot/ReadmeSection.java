package io.camelclio.routes.springboot;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A section of the project's README, from its heading to the next. */
record ReadmeSection(String text) {

    private static final Path README = Path.of("../../README.md");
    private static final Pattern PROPERTIES = Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL);

    static ReadmeSection of(String heading) {
        try {
            String readme = Files.readString(README);
            int start = readme.indexOf("### " + heading + "\n");
            if (start < 0) {
                throw new IllegalStateException("The README has no section '" + heading + "'");
            }
            return new ReadmeSection(readme.substring(start, readme.indexOf("\n## ", start)));
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
