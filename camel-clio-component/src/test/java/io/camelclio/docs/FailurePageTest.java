package io.camelclio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each failure on the page of failures says what happens, what is seen and what to do, and names tests that are there. */
class FailurePageTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private static Map<String, List<Path>> sources;

    static List<String> failures() throws IOException {
        return Arrays.stream(Page.read("clio-webhook-failures").text().split("\n==+ "))
                .filter(section -> section.contains("*What happens.*") || section.contains("Proven by"))
                .map(section -> section.replaceAll("\n== [\\s\\S]*", ""))
                .toList();
    }

    @Test
    void thePageHoldsFailures() throws IOException {
        assertThat(failures()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsToldInFullAndProvenByTestsThatExist(String failure) throws IOException {
        assertThat(failure).contains("\n*What happens.* ", "\n*You see* ", "\n*Do*", "\nProven by ");
        String proof = failure.substring(failure.indexOf("\nProven by "));
        List<MatchResult> tests = TEST.matcher(proof).results().toList();
        assertThat(tests).isNotEmpty();
        for (MatchResult test : tests) {
            assertThat(source(test.group(1)))
                    .as(test.group())
                    .containsPattern("@(Test|ParameterizedTest)\\b[^;]*?\\bvoid " + test.group(2) + "\\(");
        }
    }

    /** The text of every class of that name: the component's and the application's may share one. */
    private static String source(String testClass) throws IOException {
        if (sources == null) {
            try (Stream<Path> files = Files.walk(PROJECT)) {
                sources = files.filter(file -> file.toString().contains("/src/test/java/"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .collect(Collectors.groupingBy(
                                file -> file.getFileName().toString().replace(".java", "")));
            }
        }
        assertThat(sources).as("test classes").containsKey(testClass);
        StringBuilder text = new StringBuilder();
        for (Path file : sources.get(testClass)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }
}
