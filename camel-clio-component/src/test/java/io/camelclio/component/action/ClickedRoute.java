package io.camelclio.component.action;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** A route that keeps what it was given and answers what the test says. */
final class ClickedRoute implements Processor {

    /** What the route does with a click. */
    interface Page {
        void show(Message message) throws Exception;
    }

    /** What reached the route, as it was at that moment. */
    record Received(byte[] body, Map<String, Object> headers, Map<String, Object> properties) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Page page = message -> message.setBody("Filed.");

    void shows(Page page) {
        this.page = page;
    }

    List<Received> received() {
        return received;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        received.add(new Received(
                message.getBody(byte[].class), Map.copyOf(message.getHeaders()), Map.copyOf(exchange.getProperties())));
        page.show(message);
    }
}
