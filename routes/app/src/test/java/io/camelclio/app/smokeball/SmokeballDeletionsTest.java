package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.PolledSmokeball.Taken;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a deletion, over HTTP. */
class SmokeballDeletionsTest {

    private PolledSmokeball polled;
    private SmokeballSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        polled = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
        sandbox = polled.sandbox;
    }

    @AfterEach
    void stop() throws Exception {
        polled.close();
    }

    @Test
    void recordThatComesBackAndIsDeletedAgainIsDeletedTwiceWithTwoIdentities() throws Exception {
        SmokeballRecords tasks = sandbox.collection("tasks");
        String task = tasks.add().id();
        polled.poll("task");

        tasks.delete(task);
        later("task");
        tasks.restore(task);
        later("task");
        tasks.delete(task);
        later("task");

        assertThat(polled.topic.of("task")).extracting(Taken::deleted).containsExactly(false, true, false, true);
        assertThat(deletions("task")).extracting(Taken::id).doesNotHaveDuplicates();
    }

    private void later(String entity) throws Exception {
        polled.clock.advance(Duration.ofMinutes(1));
        polled.poll(entity);
    }

    private List<Taken> deletions(String entity) {
        return polled.topic.of(entity).stream().filter(Taken::deleted).toList();
    }
}
