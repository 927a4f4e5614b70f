package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.rate.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Message;

/** Reads a list for a route as its endpoint says: one page, all of them, or as an iterator that reads on by itself. */
final class ListReading {

    private final ClioEndpoint endpoint;
    private final ClioRequest request;
    private final Results results;

    ListReading(ClioEndpoint endpoint, ClioRequest request, Results results) {
        this.endpoint = endpoint;
        this.request = request;
        this.results = results;
    }

    CompletableFuture<Void> read(Message message) throws ClioException {
        ClioCall call = request.call(message);
        if (endpoint.getProducer().isBackground() || endpoint.getProducer().getListAs() != ClioListing.page) {
            call.priority(Priority.BACKFILL);
        }
        ClioPages pages = new ClioPages(endpoint.getConnection().api(), call);
        String link = message.getHeader(ClioConstants.PAGE, String.class);
        CompletableFuture<ClioAnswer> first = link == null ? pages.first() : pages.follow(ofThisList(link, call));
        return switch (endpoint.getProducer().getListAs()) {
            case page -> first.thenAccept(unchecked(answer -> writePage(answer, message)));
            case all -> collect(pages, first, new ArrayList<>(), message);
            case records -> first.thenAccept(answer -> write(records(pages, answer), answer, message));
            case pages -> first.thenAccept(answer -> write(pages(pages, answer), answer, message));
        };
    }

    /** A message may choose the page, but neither the resource nor the host. */
    private String ofThisList(String link, ClioCall call) throws ClioException {
        if (!endpoint.getConnection().api().isPageOf(call, link)) {
            throw new ClioException(
                    Kind.INVALID_REQUEST, 0, "Header " + ClioConstants.PAGE + " is no page of " + call.path());
        }
        return link;
    }

    private CompletableFuture<Void> collect(
            ClioPages pages, CompletableFuture<ClioAnswer> pending, List<byte[]> records, Message message) {
        return pending.thenCompose(answer -> {
            records.addAll(answer.page().records());
            Optional<String> next = answer.nextPage();
            requireRoom(records.size(), next.isPresent());
            if (next.isPresent()) {
                return collect(pages, pages.follow(next.get()), records, message);
            }
            return CompletableFuture.completedFuture(answer)
                    .thenAccept(unchecked(last -> write(results.list(records), last, records.size(), message)));
        });
    }

    private void requireRoom(int records, boolean moreFollow) {
        int most = endpoint.getProducer().getMaxRecords();
        if (records > most || (records == most && moreFollow)) {
            throw new IllegalStateException("The list of " + endpoint.getResource() + " holds more than " + most
                    + " records; narrow it by a filter, read it with listAs=records or listAs=pages, or raise"
                    + " maxRecords");
        }
    }

    private void writePage(ClioAnswer answer, Message message) throws ClioException {
        List<byte[]> records = answer.page().records();
        write(results.list(records), answer, records.size(), message);
        answer.nextPage().ifPresent(next -> message.setHeader(ClioConstants.NEXT_PAGE, next));
    }

    private Object records(ClioPages pages, ClioAnswer first) {
        RecordIterator records = new RecordIterator(pageIterator(pages, first));
        return new FormedIterator<>(records, results::record);
    }

    private Object pages(ClioPages pages, ClioAnswer first) {
        return new FormedIterator<>(pageIterator(pages, first), results::list);
    }

    private static PageIterator pageIterator(ClioPages pages, ClioAnswer first) {
        return new PageIterator(pages, CompletableFuture.completedFuture(first));
    }

    private static void write(Object body, ClioAnswer answer, int count, Message message) {
        write(body, answer, message);
        message.setHeader(ClioConstants.RECORD_COUNT, count);
    }

    private static void write(Object body, ClioAnswer answer, Message message) {
        message.setBody(body);
        message.setHeader(ClioConstants.STATUS, answer.status());
        message.removeHeader(ClioConstants.NEXT_PAGE);
        message.removeHeader(ClioConstants.RECORD_COUNT);
    }

    private static java.util.function.Consumer<ClioAnswer> unchecked(Writing writing) {
        return answer -> {
            try {
                writing.write(answer);
            } catch (ClioException e) {
                throw new CompletionException(e);
            }
        };
    }

    private interface Writing {
        void write(ClioAnswer answer) throws ClioException;
    }
}
