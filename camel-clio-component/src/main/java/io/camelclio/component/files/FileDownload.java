package io.camelclio.component.files;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioApi;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A download as Clio does it: the call is answered with a signed link, and a link that is refused is asked for again, once. */
public final class FileDownload {

    private final ClioApi api;
    private final SignedStorage storage;
    private final Duration timeout;

    /** @param timeout the longest pause of the storage */
    public FileDownload(ClioApi api, SignedStorage storage, Duration timeout) {
        this.api = api;
        this.storage = storage;
        this.timeout = new Pace(timeout).stall();
    }

    /** Makes the call; the answer either is the file or leads to it. Blocks nobody until the file is read. */
    public CompletableFuture<Download> begin(ClioCall call) {
        return once(call)
                .exceptionallyCompose(
                        failure -> isRefused(failure) ? once(call) : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Download> once(ClioCall call) {
        return api.send(call).thenCompose(answer -> answer.location()
                .map(link -> fetch(answer, link))
                .orElseGet(() -> CompletableFuture.completedFuture(new Download(answer, null))));
    }

    private CompletableFuture<Download> fetch(ClioAnswer answer, URI link) {
        return storage.get(link, "the file of " + answer.path(), timeout).thenApply(file -> new Download(answer, file));
    }

    private static boolean isRefused(Throwable failure) {
        Throwable cause = HttpCall.cause(failure);
        return cause instanceof ClioException e && e.kind() == Kind.LINK_REFUSED;
    }

    /**
     * What came of it.
     *
     * @param answer Clio's own
     * @param file null when the answer is all there is
     */
    public record Download(ClioAnswer answer, StoredFile file) {}
}
