package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a poll of each kind of collection costs in calls, as {@code SMOKEBALL.md} tells it. */
class CallsPerPollTest {

    private static final Path PAGE = Path.of("..", "SMOKEBALL.md");
    private static final int RECORDS = 1_200;
    private static final int MATTERS = 40;
    private static final Duration LONGER_THAN_THE_OVERLAP = Duration.ofMinutes(10);

    private PolledSmokeball polled;
    private SmokeballSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        polled = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
        sandbox = polled.sandbox;
    }

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void pollForChangesIsOneCallAndItsSweepOneForEachPage() throws Exception {
        List<String> contacts = sandbox.collection("contacts").addAll(RECORDS);
        polled.clock.advance(LONGER_THAN_THE_OVERLAP);

        assertCost("Changes, 1,200 records: the first poll, or a sweep", callsOfPoll("contact"), 3);
        polled.clock.advance(LONGER_THAN_THE_OVERLAP);
        assertThat(callsOfPoll("contact")).isEqualTo(1);
        sandbox.collection("contacts").update(contacts.get(0), "{}");
        assertCost("… any other, with fewer than 500 changes", callsOfPoll("contact"), 1);
        polled.clock.advance(PolledSmokeball.SWEEP);
        assertThat(callsOfPoll("contact")).isEqualTo(3);
    }

    @Test
    void pollOfACollectionThatIsReadWholeIsOneCallForEachPage() throws Exception {
        sandbox.collection("staff").addAll(RECORDS);

        assertCost("Whole, 1,200 records", callsOfPoll("staff"), 3);
        assertThat(callsOfPoll("staff")).isEqualTo(3);
    }

    @Test
    void recordThatIsMissingCostsACallOfItsOwn() throws Exception {
        List<String> staff = sandbox.collection("staff").addAll(RECORDS);
        polled.poll("staff");
        sandbox.collection("staff").vanish(staff.get(0));

        assertThat(callsOfPoll("staff")).isEqualTo(3);
        assertCost("… the second in a row that lacks one of them", callsOfPoll("staff"), 4);
        assertThat(callsOfPoll("staff")).isEqualTo(3);
    }

    @Test
    void roundUnderParentsIsACallForEachAndForEachPageOfThem() throws Exception {
        sandbox.collection("matters")
                .addAll(MATTERS)
                .forEach(matter -> sandbox.collection("fees").under(matter).addAll(3));

        assertCost("Under each of 40 matters", callsOfPoll("fee"), 41);
        polled.clock.advance(PolledSmokeball.ROUND);
        assertThat(callsOfPoll("fee")).as("changes").isEqualTo(41);
    }

    @Test
    void roundTwoLevelsDownIsACallMoreForEachParent() throws Exception {
        sandbox.collection("matters")
                .addAll(MATTERS)
                .forEach(matter -> sandbox.collection("roles").under(matter).addAll(3));

        assertCost("Under each of 3 roles of each of 40 matters", callsOfPoll("relationship"), 161);
    }

    @Test
    void parentThatKeepsRefusingIsOneCallOfEachRound() throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(MATTERS);
        polled.poll("fee");
        matters.subList(0, 5).forEach(matter -> sandbox.parents().refuse(matter, 403));

        for (int round = 0; round < 5; round++) {
            polled.clock.advance(PolledSmokeball.ROUND);
            assertCost("… of which some answer 403", callsOfPoll("fee"), 41);
            assertThat(callsOfPoll("fee")).as("before the next round").isZero();
        }
    }

    @Test
    void pageThatTheGatewayRefusesCostsACallForEachHalving() throws Exception {
        sandbox.collection("contacts").addAll(RECORDS);
        polled.clock.advance(LONGER_THAN_THE_OVERLAP);
        sandbox.pages().refuseAbove(100, 504);

        assertCost(
                "Changes, 1,200 records, no page of more than 100 answered: the first poll",
                callsOfPoll("contact"),
                23);
        polled.clock.advance(LONGER_THAN_THE_OVERLAP);
        assertCost("… any other", callsOfPoll("contact"), 2);
    }

    private int callsOfPoll(String entity) throws Exception {
        int before = polled.calls;
        polled.poll(entity);
        return polled.calls - before;
    }

    private static void assertCost(String what, int calls, int expected) throws Exception {
        System.out.printf("%s: %d calls%n", what, calls);
        assertThat(calls).as(what).isEqualTo(expected);
        assertThat(Files.readAllLines(PAGE).contains("| " + what + " | " + calls + " |"))
                .as("%s has a row '%s' with %d", PAGE, what, calls)
                .isTrue();
    }
}
