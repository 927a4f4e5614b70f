package io.camelclio.kafka.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private final List<CompletableFuture<Boolean>> begun = new ArrayList<>();
    private final Lookups lookups = new Lookups(() -> {
        CompletableFuture<Boolean> lookup = new CompletableFuture<>();
        begun.add(lookup);
        return lookup;
    });

    @Test
    void whoeverAsksWhileOneIsUnderWaySharesTheNext() {
        CompletableFuture<Boolean> first = lookups.ask();
        CompletableFuture<Boolean> second = lookups.ask();
        CompletableFuture<Boolean> third = lookups.ask();
        assertThat(begun).hasSize(1);

        begun.get(0).complete(true);

        assertThat(first).isCompletedWithValue(true);
        assertThat(second).as("may have come too late for the first").isNotDone();
        assertThat(begun).hasSize(2);

        begun.get(1).complete(false);

        assertThat(second).isCompletedWithValue(false);
        assertThat(third).isCompletedWithValue(false);
        assertThat(begun).hasSize(2);
    }

    @Test
    void onlyThoseWhoShareItHearOfAFailure() {
        CompletableFuture<Boolean> first = lookups.ask();
        CompletableFuture<Boolean> second = lookups.ask();

        begun.get(0).completeExceptionally(new IllegalStateException("no broker"));
        begun.get(1).complete(true);

        assertThat(first).isCompletedWithValue(false);
        assertThat(second).isCompletedWithValue(true);
    }

    @Test
    void whoeverAsksLaterHasOneOfItsOwn() {
        lookups.ask();
        begun.get(0).complete(true);

        assertThat(lookups.ask()).isNotDone();
        assertThat(begun).hasSize(2);
    }
}
