package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private final ConfirmedVersions memory = new ConfirmedVersions(10);
    private final Claims one = memory.claims();
    private final Claims other = memory.claims();

    @Test
    void whatOneReadHasInHandAnotherWaitsFor() {
        assertThat(one.claim(List.of(change("a"), change("b")))).isEmpty();

        CompletableFuture<Void> ended =
                other.claim(List.of(change("c"), change("b"))).orElseThrow();
        assertThat(ended).isNotDone();
        one.release(change("b"));

        assertThat(ended).isCompleted();
        assertThat(other.claim(List.of(change("c"), change("b")))).isEmpty();
    }

    @Test
    void aReadThatHasToWaitHoldsNothingUpMeanwhile() {
        one.claim(List.of(change("a")));
        other.claim(List.of(change("b"), change("a")));

        assertThat(one.claim(List.of(change("b")))).isEmpty();
    }

    @Test
    void aReadMayMeetTheSameChangeAgain() {
        one.claim(List.of(change("a")));

        assertThat(one.claim(List.of(change("a"), change("b")))).isEmpty();
        one.release(change("a"));
        one.release(change("a"));
        assertThat(other.claim(List.of(change("a")))).isEmpty();
    }

    @Test
    void theEndOfAReadEndsAllItsClaimsAndNoOthers() {
        one.claim(List.of(change("a"), change("b")));
        other.claim(List.of(change("c")));
        CompletableFuture<Void> ended = other.claim(List.of(change("a"))).orElseThrow();

        one.close();

        assertThat(ended).isCompleted();
        assertThat(other.claim(List.of(change("a"), change("b")))).isEmpty();
        assertThat(one.claim(List.of(change("c")))).isPresent();
    }

    private static ChangeEvent change(String id) {
        return new ChangeEvent(id, "type", "source", "subject", Instant.EPOCH, Instant.EPOCH, null);
    }
}
