package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** What is copied from a page can be pasted: a shell, an XML or a properties file takes it, and files named in it are there. */
class SnippetsTest {

    private static final Pattern BLOCK = Pattern.compile(
            "^( *)```(sh|xml|properties)(?: [^\\n]*)?\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern FILE_OF_OURS =
            Pattern.compile("(?<![\\w/.$-])(?:routes|kafka-config|camel-clio-component)/[\\w./-]+");

    /** Properties of a company's own, by which the pages give examples. */
    private static final Set<String> NAMED_FREELY = Set.of("clio.relationship.topic", "clio.relationship.fields");

    private static final Pattern OF_THE_ROUTES = Pattern.compile("(clio|smokeball|topics|latest_state|schemas)\\..*");

    record Snippet(Path page, int line, String language, String code) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static Stream<Snippet> shell() {
        return snippets("sh");
    }

    static Stream<Snippet> xml() {
        return snippets("xml");
    }

    static Stream<Snippet> properties() {
        return snippets("properties");
    }

    private static Stream<Snippet> snippets(String language) {
        return Pages.all().stream().flatMap(page -> {
            String text = Pages.text(page);
            return BLOCK.matcher(text)
                    .results()
                    .filter(block -> block.group(2).equals(language))
                    .map(block -> new Snippet(
                            page,
                            (int) text.substring(0, block.start()).lines().count() + 1,
                            language,
                            block.group(3).replaceAll("(?m)^" + block.group(1), "")));
        });
    }

    @ParameterizedTest
    @MethodSource("shell")
    void aShellTakesIt(Snippet snippet) throws Exception {
        Process shell =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = shell.outputWriter()) {
            in.write(snippet.code());
        }
        String said = new String(shell.getInputStream().readAllBytes());

        assertThat(shell.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @MethodSource("shell")
    void filesOfOursThatItNamesAreThere(Snippet snippet) {
        List<String> missing = FILE_OF_OURS
                .matcher(snippet.code())
                .results()
                .map(found -> found.group())
                .filter(file -> !file.contains("/target/"))
                .filter(file -> !Files.exists(Pages.PROJECT.resolve(file)))
                .toList();

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void isWellFormed(Snippet snippet) throws Exception {
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader("<pom>" + snippet.code() + "</pom>")))
                        .getDocumentElement()
                        .hasChildNodes())
                .isTrue();
    }

    /** Those of our routes are named as the routes name them. */
    @ParameterizedTest
    @MethodSource("properties")
    void setsPropertiesThatThereAre(Snippet snippet) throws Exception {
        Properties given = new Properties();
        given.load(new StringReader(snippet.code()));
        Properties known = RouteFiles.properties();

        List<String> unknown = given.stringPropertyNames().stream()
                .filter(name -> OF_THE_ROUTES.matcher(name).matches())
                .filter(name -> !known.containsKey(name) && !NAMED_FREELY.contains(name))
                .toList();

        assertThat(given).isNotEmpty();
        assertThat(unknown).isEmpty();
    }
}
