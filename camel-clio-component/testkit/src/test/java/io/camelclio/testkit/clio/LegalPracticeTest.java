package io.camelclio.testkit.clio;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.time.TestClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LegalPracticeTest {

    private static final long SEED = 4711;
    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");

    @Test
    void sameSeedDoesTheSameThings() {
        assertThat(story(SEED)).isEqualTo(story(SEED)).isNotEqualTo(story(SEED + 1));
    }

    @Test
    void changesEveryModelInEveryWayItCanChange() {
        Set<String> seen = new HashSet<>();
        try (ClioSandbox clio = sandbox()) {
            LegalPractice practice = new LegalPractice(clio, SEED);
            practice.populate();
            for (int i = 0; i < 2_000; i++) {
                LegalPractice.Change change = practice.nextChange();
                seen.add(change.resource() + " " + change.kind());
            }
        }

        for (Resource resource : Catalogue.load().resources()) {
            boolean changing = resource.model().isPresent() || resource.path().startsWith("activity_");
            if (changing) {
                assertThat(seen)
                        .as("seed " + SEED)
                        .contains(resource.path() + " created", resource.path() + " updated");
                assertThat(seen.contains(resource.path() + " deleted"))
                        .as("%s deleted, seed %s", resource.path(), SEED)
                        .isEqualTo(!resource.path().equals("clio_payments/payments"));
            }
        }
    }

    @Test
    void inventsNullsManyScriptsAndDecimalsBeyondADouble() {
        try (ClioSandbox clio = sandbox()) {
            LegalPractice practice = new LegalPractice(clio, SEED);
            practice.populate();
            for (int i = 0; i < 500; i++) {
                practice.nextChange();
            }
            String activities = clio.records("activities").all().stream()
                    .map(record -> record.json().toString())
                    .reduce("", String::concat);

            assertThat(activities)
                    .as("seed " + SEED)
                    .contains("\"note\":null")
                    .containsPattern("\"price\":[0-9]+\\.[0-9]{10,}")
                    .containsPattern("[\\u4e00-\\u9fff]");
        }
    }

    private List<String> story(long seed) {
        List<String> story = new ArrayList<>();
        try (ClioSandbox clio = sandbox()) {
            LegalPractice practice = new LegalPractice(clio, seed);
            practice.populate();
            for (int i = 0; i < 200; i++) {
                story.add(practice.nextChange().toString());
            }
            clio.records("activities")
                    .all()
                    .forEach(record -> story.add(record.json().toString()));
        }
        return story;
    }

    private ClioSandbox sandbox() {
        return ClioSandbox.builder().clock(clock).start();
    }
}
