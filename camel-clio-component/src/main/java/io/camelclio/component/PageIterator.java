package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.RuntimeCamelException;

/**
 * The records of a list page by page, for a route that takes its time. One page is read ahead while the one before is
 * worked on; no more than these two are in memory. Waits on the thread of whoever asks for the next page; each wait ends
 * with the call's own deadlines.
 */
final class PageIterator implements Iterator<List<byte[]>> {

    private final ClioPages pages;
    private CompletableFuture<ClioAnswer> ahead;

    /** @param first the first page, already asked for */
    PageIterator(ClioPages pages, CompletableFuture<ClioAnswer> first) {
        this.pages = pages;
        this.ahead = first;
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    /**
     * The records of the next page.
     *
     * @throws RuntimeCamelException with the {@link io.camelclio.component.api.ClioException} as its cause
     */
    @Override
    public List<byte[]> next() {
        if (ahead == null) {
            throw new NoSuchElementException("The list has no more pages");
        }
        ClioAnswer page = await(ahead);
        ahead = page.nextPage().map(pages::follow).orElse(null);
        return page.page().records();
    }

    private static ClioAnswer await(CompletableFuture<ClioAnswer> page) {
        try {
            return page.get();
        } catch (ExecutionException e) {
            throw new RuntimeCamelException("A page of the list cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeCamelException("The read of the list was interrupted", e);
        }
    }
}
