package io.camelclio.component.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Carries requests from whatever engine platform-http has: Vert.x, a servlet container, Quarkus. The engine's own message
 * ends here; the route never sees it.
 */
public final class PlatformHttpAdapter implements HttpAdapter {

    private final Consumer consumer;

    /**
     * An adapter that is not started.
     *
     * @param requestHeaders names of the only headers that are carried to the handler, in lower case
     * @param answerHeaders names of the only headers that are carried back besides {@code Content-Type}, in lower case
     * @throws Exception when the application has no engine of platform-http
     */
    public PlatformHttpAdapter(
            CamelContext context,
            String path,
            RequestHandler handler,
            Set<String> requestHeaders,
            Set<String> answerHeaders)
            throws Exception {
        PlatformHttpEndpoint endpoint = context.getEndpoint("platform-http:" + path, PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(new HeaderAllowList(requestHeaders, answerHeaders));
        this.consumer = endpoint.createConsumer(new Receiver(handler));
    }

    @Override
    public void start() {
        ServiceHelper.startService(consumer);
    }

    @Override
    public void stop() {
        ServiceHelper.stopAndShutdownService(consumer);
    }

    private static final class Receiver extends AsyncProcessorSupport {

        private final RequestHandler handler;

        Receiver(RequestHandler handler) {
            this.handler = handler;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            answer(exchange.getMessage()).whenComplete((answer, failure) -> {
                Answer given = failure == null ? answer : Answer.LATER;
                write(given, exchange.getMessage());
                handler.answered(given);
                callback.done(false);
            });
            return false;
        }

        /** An engine that cannot even give the body's bytes is a failure of ours, not of the sender. */
        private CompletionStage<Answer> answer(Message message) {
            try {
                return handler.handle(request(message));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private static Request request(Message message) {
            byte[] body = message.getBody(byte[].class);
            return new Request(
                    message.getHeader(Exchange.HTTP_METHOD, "", String.class),
                    message.getHeader(Exchange.HTTP_RAW_QUERY, "", String.class),
                    name -> values(message, name),
                    body == null ? new byte[0] : body);
        }

        private static List<String> values(Message message, String name) {
            Object value = message.getHeader(name);
            if (value == null) {
                return List.of();
            }
            return value instanceof List<?> several
                    ? several.stream().map(String::valueOf).toList()
                    : List.of(value.toString());
        }

        private static void write(Answer answer, Message message) {
            message.removeHeaders("*");
            message.setBody(answer.body().length == 0 ? null : answer.body());
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
            answer.headers().forEach(message::setHeader);
        }
    }
}
