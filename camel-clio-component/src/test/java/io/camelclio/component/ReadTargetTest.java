package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.Claims;
import io.camelclio.pull.progress.ConfirmedVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two reads of the same list into one place at the same time: the poll and the repair of its webhook, say. */
class ReadTargetTest {

    private final ConfirmedVersions memory = new ConfirmedVersions(10);
    private final Claims first = memory.claims();
    private final Claims second = memory.claims();
    private final ReadTarget target = new ReadTarget(null, null, memory, new NobodyListens());
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void whatTheOtherOneHasConfirmedMeanwhileIsNoNews() throws Exception {
        target.news(List.of(record("a"), record("b")), first, run());
        CompletableFuture<Void> ended = second.claim(List.of(change("a"))).orElseThrow();
        Future<List<PolledRecord>> news = readBySecond();

        target.confirm(record("a"), first);
        target.confirm(record("b"), first);

        assertThat(ended).isCompleted();
        assertThat(news.get(20, TimeUnit.SECONDS)).extracting(PolledRecord::id).containsExactly("c");
    }

    @Test
    void whatTheOtherOneHadInHandAndDidNotConfirmIsNews() throws Exception {
        target.news(List.of(record("a"), record("b")), first, run());
        Future<List<PolledRecord>> news = readBySecond();

        target.confirm(record("a"), first);
        first.close();

        assertThat(news.get(20, TimeUnit.SECONDS)).extracting(PolledRecord::id).containsExactly("b", "c");
    }

    @Test
    void whatIsNoNewsIsNotHeldBack() throws Exception {
        memory.confirm(change("a"));

        target.news(List.of(record("a"), record("b")), first, run());

        assertThat(second.claim(List.of(change("a")))).isEmpty();
        assertThat(second.claim(List.of(change("b")))).isPresent();
    }

    private Future<List<PolledRecord>> readBySecond() {
        return other.submit(() -> target.news(List.of(record("a"), record("b"), record("c")), second, run()));
    }

    private static PollRun run() {
        return new PollRun(() -> true, Duration.ofSeconds(1));
    }

    private static PolledRecord record(String id) {
        return new PolledRecord(new byte[0], id, change(id), true, false, null);
    }

    private static ChangeEvent change(String id) {
        return new ChangeEvent("id " + id, "type", "source", id, Instant.EPOCH, Instant.EPOCH, null);
    }

    private static final class NobodyListens implements ReadListener {

        @Override
        public void handed(int records) {}

        @Override
        public void progressed() {}
    }
}
