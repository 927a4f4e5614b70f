package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioApi;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.progress.PageTrail;
import java.util.concurrent.CompletableFuture;

/**
 * The pages of one list, one after the other by the links that Clio gives (Clio, "Paging"). Links that lead in a circle
 * are an error, so that every walk comes to an end. For one walk of one reader at a time.
 */
final class ClioPages {

    private final ClioApi api;
    private final ClioCall first;
    private final PageTrail trail = new PageTrail();

    ClioPages(ClioApi api, ClioCall first) {
        this.api = api;
        this.first = first;
    }

    CompletableFuture<ClioAnswer> first() {
        return api.send(first);
    }

    /** Follows a link of {@link ClioAnswer#nextPage}, or one that was kept from an earlier walk of the same list. */
    CompletableFuture<ClioAnswer> follow(String link) {
        try {
            trail.follow(link);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(
                    new ClioException(Kind.UNEXPECTED_ANSWER, first + " cannot be read to its end", e));
        }
        return api.send(first.following(link));
    }
}
