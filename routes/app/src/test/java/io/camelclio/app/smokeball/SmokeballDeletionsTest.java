package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.PolledSmokeball.Taken;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void filterWrittenIntoTheFileOfCollectionsDeletesNothingThatIsStillThere(@TempDir Path folder) throws Exception {
        SmokeballRecords matters = sandbox.collection("matters");
        matters.addAll(2);
        matters.add("{\"status\":\"Closed\"}");
        polled.poll("matter");
        ownFile(folder, "Status: [Open, Pending, Closed, Deleted, Cancelled]", "Status: [Open]");
        polled.crash();

        for (int sweeps = 0; sweeps < 4; sweeps++) {
            polled.clock.advance(PolledSmokeball.SWEEP);
            polled.poll("matter");
        }

        assertThat(deletions("matter")).isEmpty();
        assertThat(polled.topic.latest("matter")).hasSize(3);
    }

    @Test
    void whatVanishesUnderTheSameFiltersInAFileOfOnesOwnIsDeleted(@TempDir Path folder) throws Exception {
        ownFile(folder, "[Open, Pending, Closed, Deleted, Cancelled]", "[Cancelled, Deleted, Closed, Pending, Open]");
        polled.crash();
        List<String> matters = sandbox.collection("matters").addAll(3);
        polled.poll("matter");
        sandbox.collection("matters").vanish(matters.get(1));

        for (int sweeps = 0; sweeps < 2; sweeps++) {
            polled.clock.advance(PolledSmokeball.SWEEP);
            polled.poll("matter");
        }

        assertThat(deletions("matter")).extracting(Taken::key).containsExactly("us/" + matters.get(1));
    }

    @Test
    void recordThatTwoListsLackButThatIsThereByItselfIsNotDeleted() throws Exception {
        SmokeballRecords staff = sandbox.collection("staff");
        List<String> ids = staff.addAll(3);
        polled.poll("staff");
        staff.vanish(ids.get(0));
        staff.vanish(ids.get(1));
        later("staff");
        AtomicInteger calls = new AtomicInteger();
        polled.beforeCall(() -> {
            if (calls.incrementAndGet() == 2) {
                staff.restore(ids.get(0));
            }
        });

        later("staff");

        assertThat(calls).as("the list, and both that it lacks").hasValue(3);
        assertThat(deletions("staff")).extracting(Taken::key).containsExactly("us/" + ids.get(1));
        assertThat(polled.topic.latest("staff")).containsOnlyKeys("us/" + ids.get(0), "us/" + ids.get(2));
    }

    @Test
    void recordWhoseOwnAddressSaysNothingUsefulIsDeletedOnlyByTheNextReadsThatProveIt() throws Exception {
        SmokeballRecords staff = sandbox.collection("staff");
        List<String> ids = staff.addAll(2);
        polled.poll("staff");
        staff.vanish(ids.get(0));
        sandbox.faults().answerNext(1, 403, path -> path.contains(ids.get(0)));

        later("staff");
        later("staff");
        assertThat(deletions("staff")).isEmpty();

        later("staff");
        later("staff");
        assertThat(deletions("staff")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void recordThatIsAnsweredByNothingIsLookedForOnceMoreByTheNextPoll(int status) throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(2);
        polled.poll("contact");
        contacts.vanish(ids.get(0));
        sandbox.faults().answerNext(1, status, path -> path.contains(ids.get(0)));
        polled.clock.advance(PolledSmokeball.SWEEP);

        polled.poll("contact");
        polled.poll("contact");
        assertThat(deletions("contact")).isEmpty();
        polled.poll("contact");

        assertThat(deletions("contact")).hasSize(1);
    }

    @Test
    void recordThatIsNeverAnsweredCostsNoSweepAtEachPoll() throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(2);
        polled.poll("contact");
        contacts.vanish(ids.get(0));
        sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 500, path -> path.contains(ids.get(0)));
        polled.clock.advance(PolledSmokeball.SWEEP);
        for (int polls = 0; polls < 5; polls++) {
            polled.poll("contact");
        }

        assertThat(sandbox.requests().entries())
                .filteredOn(entry -> entry.path().contains(ids.get(0)))
                .as("times that it was asked for")
                .hasSize(2);
        assertThat(deletions("contact")).isEmpty();
    }

    @Test
    void rowThatSaysItIsDeletedIsPublishedOnceThoughReadsAndRestartsFollow() throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(3);
        contacts.delete(ids.get(0));
        polled.poll("contact");
        assertThat(polled.topic.of("contact")).hasSize(3);

        polled.crash();
        for (int sweeps = 0; sweeps < 3; sweeps++) {
            polled.clock.advance(PolledSmokeball.SWEEP);
            polled.poll("contact");
        }

        assertThat(polled.topic.of("contact")).hasSize(3);
    }

    @Test
    void doubtOfAnEarlierTimeOfLeadingProvesNothing() throws Exception {
        SmokeballRecords staff = sandbox.collection("staff");
        List<String> ids = staff.addAll(2);
        polled.poll("staff");
        staff.vanish(ids.get(0));
        later("staff");
        polled.lost();

        later("staff");
        assertThat(deletions("staff")).isEmpty();

        later("staff");
        assertThat(deletions("staff")).hasSize(1);
    }

    @Test
    void restartBetweenASweepAndTheNextReadCostsNoDeletion() throws Exception {
        SmokeballRecords contacts = sandbox.collection("contacts");
        List<String> ids = contacts.addAll(2);
        polled.poll("contact");
        contacts.vanish(ids.get(0));
        polled.clock.advance(PolledSmokeball.SWEEP);
        polled.poll("contact");
        polled.crash();

        later("contact");
        assertThat(deletions("contact")).isEmpty();

        later("contact");
        assertThat(deletions("contact")).hasSize(1);
    }

    @Test
    void moreThanTheMostDeletionsAtOnceAreNone() throws Exception {
        SmokeballRecords staff = sandbox.collection("staff");
        List<String> ids = staff.addAll(PolledSmokeball.MOST_DELETED + 2);
        polled.poll("staff");
        ids.stream().skip(1).forEach(staff::vanish);

        for (int reads = 0; reads < 4; reads++) {
            later("staff");
        }
        assertThat(deletions("staff")).isEmpty();

        staff.restore(ids.get(1));
        later("staff");
        later("staff");
        assertThat(deletions("staff")).hasSize(PolledSmokeball.MOST_DELETED);
    }

    @Test
    void deletionsUnderAllParentsOfARoundAreBoundedTogether() throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(3);
        for (String matter : matters) {
            sandbox.collection("roles").under(matter).addAll(PolledSmokeball.MOST_DELETED / 2 + 1);
        }
        polled.poll("role");
        vanishAllButOne(matters.get(0));
        vanishAllButOne(matters.get(1));
        List<String> others = vanishAllButOne(matters.get(2));

        for (int rounds = 0; rounds < 4; rounds++) {
            polled.clock.advance(PolledSmokeball.ROUND);
            polled.poll("role");
        }
        assertThat(deletions("role")).isEmpty();

        others.forEach(sandbox.collection("roles").under(matters.get(2))::restore);
        for (int rounds = 0; rounds < 2; rounds++) {
            polled.clock.advance(PolledSmokeball.ROUND);
            polled.poll("role");
        }
        assertThat(deletions("role")).hasSize(PolledSmokeball.MOST_DELETED);
    }

    private List<String> vanishAllButOne(String matter) {
        SmokeballRecords roles = sandbox.collection("roles").under(matter);
        List<String> vanished = roles.all().stream().skip(1).toList();
        vanished.forEach(roles::vanish);
        return vanished;
    }

    private void ownFile(Path folder, String text, String by) throws Exception {
        Path file = folder.resolve("smokeball/collections.yaml");
        Files.createDirectories(file.getParent());
        String packaged;
        try (InputStream content = getClass().getResourceAsStream("/smokeball/collections.yaml")) {
            packaged = new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(packaged).contains(text);
        Files.writeString(file, packaged.replace(text, by));
        polled.routesDir(folder);
    }

    private void later(String entity) throws Exception {
        polled.clock.advance(Duration.ofMinutes(1));
        polled.poll(entity);
    }

    private List<Taken> deletions(String entity) {
        return polled.topic.of(entity).stream().filter(Taken::deleted).toList();
    }
}
