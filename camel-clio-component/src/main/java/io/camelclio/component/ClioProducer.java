package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioException;
import io.camelclio.pull.Query;
import io.camelclio.pull.RecordPage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Reads from Clio without holding a thread while it waits. The body becomes the vendor's own bytes: one JSON object for a
 * get, one JSON array for a list.
 */
final class ClioProducer extends DefaultAsyncProducer {

    private final ClioList list;
    private ExecutorService continuations;

    ClioProducer(ClioEndpoint endpoint) {
        super(endpoint);
        this.list = new ClioList(endpoint);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        run(exchange)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                exchange.setException(
                                        failure instanceof CompletionException ? failure.getCause() : failure);
                            }
                            callback.done(false);
                        },
                        continuations);
        return false;
    }

    /** The rest of the route may block, so it runs neither on the HTTP client's threads nor on the JVM's timer. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        continuations =
                getEndpoint().getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "ClioProducer");
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(continuations);
        super.doStop();
    }

    private CompletableFuture<Void> run(Exchange exchange) {
        try {
            return switch (getEndpoint().getOperation()) {
                case get -> get(exchange.getMessage());
                case list -> list(exchange.getMessage());
                default ->
                    throw new IllegalArgumentException(
                            "Option operation is '" + getEndpoint().getOperation() + "'; allowed are list and get");
            };
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> get(Message message) {
        String id = message.getHeader(ClioConstants.ID, getEndpoint().getId(), String.class);
        if (id == null || !id.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("Header " + ClioConstants.ID + " or option id is "
                    + (id == null ? "missing" : "not an id") + "; a get of "
                    + getEndpoint().getResource()
                    + " needs the record's id: letters, digits, dashes and underscores");
        }
        Query query = new Query().with("fields", getEndpoint().getFields());
        return getEndpoint()
                .getConnection()
                .api()
                .get(getEndpoint().getResource() + "/" + id, query)
                .thenAccept(answer -> {
                    message.setBody(unchecked(answer::record));
                    message.setHeader(ClioConstants.STATUS, answer.status());
                });
    }

    private CompletableFuture<Void> list(Message message) {
        String link = message.getHeader(ClioConstants.NEXT_PAGE, String.class);
        CompletableFuture<ClioAnswer> first = link == null ? list.first() : list.follow(link);
        return collect(first, link, new ArrayList<>(), message);
    }

    private CompletableFuture<Void> collect(
            CompletableFuture<ClioAnswer> pending, String followed, List<byte[]> records, Message message) {
        return pending.thenCompose(answer -> {
            RecordPage page = unchecked(answer::page);
            records.addAll(page.records());
            String next = unchecked(() -> ClioList.next(page, followed)).orElse(null);
            if (getEndpoint().isAllPages()) {
                requireRoom(records.size(), next != null);
                if (next != null) {
                    return collect(list.follow(next), next, records, message);
                }
            }
            message.setBody(array(records));
            message.setHeader(ClioConstants.STATUS, answer.status());
            message.setHeader(ClioConstants.RECORD_COUNT, records.size());
            message.removeHeader(ClioConstants.NEXT_PAGE);
            if (next != null) {
                message.setHeader(ClioConstants.NEXT_PAGE, next);
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private void requireRoom(int records, boolean moreFollow) {
        int most = getEndpoint().getMaxRecords();
        if (records > most || (records == most && moreFollow)) {
            throw new IllegalStateException("The list of " + getEndpoint().getResource() + " holds more than "
                    + getEndpoint().getMaxRecords() + " records; narrow it by a filter, read it page by page or raise"
                    + " maxRecords");
        }
    }

    private static byte[] array(List<byte[]> records) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                array.write(',');
            }
            array.writeBytes(records.get(i));
        }
        array.write(']');
        return array.toByteArray();
    }

    private static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (ClioException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }

    private interface Reading<T> {
        T read() throws ClioException;
    }
}
