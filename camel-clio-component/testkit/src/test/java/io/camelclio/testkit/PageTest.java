package io.camelclio.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples on the kit's page are the tests that run elsewhere, to the letter, and its other snippets compile. To write
 * the examples anew, run {@value #COMMAND} in the project's folder and commit the page.
 */
class PageTest {

    private static final String COMMAND = "mvn test -pl camel-clio-component/testkit -Dtest=PageTest -Ddocs.write=true";
    private static final Path PAGE = Path.of("README.md");

    private static final Pattern EXAMPLE = Pattern.compile("(?s)(<!-- (\\S+) -->\n```\\w+\n)(.*?)(```\n)");
    private static final Pattern SNIPPET = Pattern.compile("(?s)(?<! -->\n)```java\n(.*?)```\n");

    private static final String AROUND_SNIPPET = """
            import io.camelclio.testkit.clio.ClioSandbox;
            import io.camelclio.testkit.clio.webhook.HandshakeMode;
            import io.camelclio.testkit.http.Faults;
            import io.camelclio.testkit.kafka.*;
            import io.camelclio.testkit.smokeball.SmokeballSandbox;
            import io.camelclio.testkit.time.*;
            import java.time.Duration;
            import java.util.regex.Pattern;
            class Snippet {
                void of(ClioSandbox clio, SmokeballSandbox smokeball, EmbeddedKafka kafka) throws Exception {
            %s
                }
            }
            """;

    static List<String> snippets() throws IOException {
        return SNIPPET.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void examplesAreTheTestsThatRun() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = EXAMPLE.matcher(page)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + source(found) + found.group(4)));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, wanted);
            page = wanted;
        }
        assertThat(page).as("write it anew with: %s", COMMAND).isEqualTo(wanted);
        assertThat(EXAMPLE.matcher(page).results().map(found -> found.group(2)))
                .hasSize(3)
                .anyMatch(file -> file.endsWith(".yaml"));
    }

    private static String source(MatchResult example) {
        try {
            return Files.readString(Path.of(example.group(2)));
        } catch (IOException e) {
            throw new IllegalStateException("The page shows " + example.group(2) + ", which cannot be read", e);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippetsCompile(String snippet, @TempDir Path classes) throws IOException {
        assertThat(errors(snippet, classes)).isEmpty();
    }

    @Test
    void aWrongSnippetIsNoticed(@TempDir Path classes) throws IOException {
        assertThat(snippets()).hasSize(3);
        assertThat(errors("clio.explode();", classes)).contains("explode");
    }

    private static String errors(String snippet, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            compiler.getTask(words, files, null, options, null, List.of(new Source(snippet)))
                    .call();
        }
        return words.toString();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String snippet;

        private Source(String snippet) {
            super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
            this.snippet = snippet;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return AROUND_SNIPPET.formatted(snippet);
        }
    }
}
