package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of hints at records, between the requests of polls. */
class SmokeballHintsTest {

    private final List<HintOutcome> told = new ArrayList<>();
    private PolledSmokeball smokeball;

    @BeforeEach
    void start() throws Exception {
        smokeball = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
    }

    @AfterEach
    void stop() {
        smokeball.close();
    }

    @Test
    void wishForAPollThatSmokeballDoesNotAnswerIsGivenUpInTime() throws Exception {
        Instant start = smokeball.clock.instant();
        smokeball.sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 403, path -> path.startsWith("/staff"));
        assertThatThrownBy(() -> smokeball.poll("staff")).isInstanceOf(SmokeballException.class);
        assertThat(smokeball.hints().readAgain("staff", List.of(), false, told::add))
                .isTrue();

        assertThatThrownBy(() -> smokeball.poll("staff")).isInstanceOf(SmokeballException.class);
        smokeball.clock.advance(Duration.ofMinutes(15));
        smokeball.hints().giveUpHints(start);
        assertThat(told).isEmpty();
        assertThat(smokeball.hints().waitingHints()).isEqualTo(new WaitingHints(1, Optional.of(start)));
        smokeball.hints().giveUpHints(start.plusSeconds(1));

        assertThat(told).containsExactly(HintOutcome.GIVEN_UP);
        assertThat(smokeball.hints().waitingHints()).isEqualTo(new WaitingHints(0, Optional.empty()));
    }

    @Test
    void wishForAPollThatWasGivenUpIsNotToldAgainByALaterPoll() throws Exception {
        smokeball.poll("staff");
        smokeball.hints().readAgain("staff", List.of(), false, told::add);
        SmokeballPoll poll = smokeball.begin("staff");
        smokeball.hints().giveUpHints(Instant.MAX);

        while (poll.isUnfinished()) {
            smokeball.turn(poll);
        }

        assertThat(told).containsExactly(HintOutcome.GIVEN_UP);
    }
}
