package io.camelclio.component.webhook;

import java.util.List;
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
final class PlatformHttpAdapter implements HttpAdapter {

    private final Consumer consumer;

    PlatformHttpAdapter(CamelContext context, String path, DeliveryHandler handler) throws Exception {
        PlatformHttpEndpoint endpoint = context.getEndpoint("platform-http:" + path, PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(new HeaderAllowList());
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

        private final DeliveryHandler handler;

        Receiver(DeliveryHandler handler) {
            this.handler = handler;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            handler.handle(request(exchange.getMessage())).whenComplete((answer, failure) -> {
                write(failure == null ? answer : Answer.LATER, exchange.getMessage());
                callback.done(false);
            });
            return false;
        }

        private static WebhookRequest request(Message message) {
            byte[] body = message.getBody(byte[].class);
            return new WebhookRequest(
                    message.getHeader(Exchange.HTTP_METHOD, "", String.class),
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
            message.setBody(null);
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
            answer.headers().forEach(message::setHeader);
        }
    }
}
