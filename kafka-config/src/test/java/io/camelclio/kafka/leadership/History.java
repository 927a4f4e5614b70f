package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Who wrote which number, in the order of the state topic. */
record History(List<Long> numbers, List<String> writers) {

    static History of(Locks locks) {
        List<Long> numbers = new ArrayList<>();
        List<String> writers = new ArrayList<>();
        new TopicReader(locks.brokers())
                .onlyCommitted()
                .readAll(locks.stateTopic())
                .forEach(record -> {
                    String[] written = new String(record.value(), StandardCharsets.UTF_8).split(" ");
                    numbers.add(Long.parseLong(written[0]));
                    writers.add(written[1]);
                });
        return new History(numbers, writers);
    }

    /** The writers, each named once for each time it led. */
    List<String> reigns() {
        List<String> reigns = new ArrayList<>();
        for (String writer : writers) {
            if (reigns.isEmpty() || !reigns.get(reigns.size() - 1).equals(writer)) {
                reigns.add(writer);
            }
        }
        return reigns;
    }

    String lastWriter() {
        return writers.isEmpty() ? "nobody" : writers.get(writers.size() - 1);
    }

    /** No number is missing and none is there twice: each leader went on where the one before had stopped. */
    void assertOneLeaderAtATime() {
        assertThat(numbers).as("numbers written").isNotEmpty();
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).as("number %d of %s", i, numbers).isEqualTo(i + 1);
        }
    }
}
