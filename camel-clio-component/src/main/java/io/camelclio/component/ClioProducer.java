package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.ClioOperation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Calls one operation of Clio without holding a thread while it waits. The message becomes the answer: the record or
 * records in the form the endpoint asks for, or no body where Clio has nothing to say.
 */
final class ClioProducer extends ClioAsyncProducer {

    private static final String HOOK_SECRET = "X-Hook-Secret";
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,512}");

    private final ClioRequest request;
    private final Results results;
    private final ListReading lists;

    ClioProducer(ClioEndpoint endpoint, ClioRequest request) {
        super(endpoint);
        this.request = request;
        this.results = new Results(endpoint.getRequest().getResultAs());
        this.lists = new ListReading(endpoint, request, results);
    }

    @Override
    CompletableFuture<Void> run(Exchange exchange) throws ClioException {
        Message message = exchange.getMessage();
        return request.operation().maxLimit() > 0 ? lists.read(message) : call(message);
    }

    private CompletableFuture<Void> call(Message message) throws ClioException {
        ClioCall call = request.call(message);
        if (request.operation().name() == ClioOperation.activate) {
            call.header(HOOK_SECRET, secret(message));
        } else if (!request.operation().body().fields().isEmpty()) {
            call.body(body(message));
        }
        return getEndpoint().getConnection().api().send(call).thenAccept(answer -> {
            try {
                results.write(answer, message);
            } catch (ClioException e) {
                throw new CompletionException(e);
            }
        });
    }

    private byte[] body(Message message) throws ClioException {
        byte[] body = RequestBody.of(message);
        if (body == null && !request.operation().body().required().isEmpty()) {
            throw new ClioException(
                    Kind.INVALID_REQUEST,
                    0,
                    "The message has no body, but " + request.operation().name() + " of "
                            + request.resource().path() + " needs "
                            + String.join(", ", request.operation().body().required()));
        }
        return body;
    }

    private static String secret(Message message) throws ClioException {
        String secret = message.getBody(String.class);
        if (secret == null || !SECRET.matcher(secret).matches()) {
            throw new ClioException(
                    Kind.INVALID_REQUEST, 0, "The message body is not the secret of a handshake, which is one word");
        }
        return secret;
    }
}
