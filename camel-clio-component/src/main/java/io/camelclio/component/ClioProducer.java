package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.catalogue.ClioOperation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Calls one operation of Clio without holding a thread while it waits. The message becomes the answer: the record or
 * records in the form the endpoint asks for, or no body where Clio has nothing to say.
 */
final class ClioProducer extends DefaultAsyncProducer {

    private static final String HOOK_SECRET = "X-Hook-Secret";

    private final ClioRequest request;
    private final Results results;
    private final ListReading lists;
    private ExecutorService continuations;

    ClioProducer(ClioEndpoint endpoint, ClioRequest request) {
        super(endpoint);
        this.request = request;
        this.results = new Results(endpoint.getRequest().getResultAs());
        this.lists = new ListReading(endpoint, request, results);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        run(exchange.getMessage())
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

    private CompletableFuture<Void> run(Message message) {
        try {
            return request.operation().maxLimit() > 0 ? lists.read(message) : call(message);
        } catch (ClioException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> call(Message message) throws ClioException {
        ClioCall call = request.call(message);
        if (request.operation().name() == ClioOperation.activate) {
            call.header(HOOK_SECRET, message.getBody(String.class));
        } else if (!request.operation().body().fields().isEmpty()) {
            call.body(RequestBody.of(message));
        }
        return getEndpoint().getConnection().api().send(call).thenAccept(answer -> {
            try {
                write(answer, message);
            } catch (ClioException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void write(ClioAnswer answer, Message message) throws ClioException {
        message.setBody(body(answer));
        message.setHeader(ClioConstants.STATUS, answer.status());
        answer.header("ETag").ifPresent(etag -> message.setHeader(ClioConstants.ETAG, etag));
        answer.header("Last-Modified").ifPresent(time -> message.setHeader(ClioConstants.LAST_MODIFIED, time));
    }

    private Object body(ClioAnswer answer) throws ClioException {
        if (answer.hasContent()) {
            return results.content(answer.page());
        }
        return answer.body().length == 0 ? null : answer.body();
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
