package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page says is to be done is what the README says. */
class RemedyTest {

    @ParameterizedTest
    @EnumSource
    void standsInTheReadmesTable(Remedy remedy) throws IOException {
        assertThat(readme()).contains(remedy.text());
    }

    private static Set<String> readme() throws IOException {
        String text = Files.readString(Path.of("../../README.md"));
        return text.substring(text.indexOf("## When things go wrong"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| "))
                .map(cells -> cells[cells.length - 1].replaceAll(" \\|$", "").replaceAll("\\[(.*?)]\\(.*?\\)", "$1"))
                .collect(Collectors.toSet());
    }
}
