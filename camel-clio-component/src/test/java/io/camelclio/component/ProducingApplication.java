package io.camelclio.component;

import io.camelclio.testkit.clio.ClioSandbox;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** An application whose routes would call Clio: sends messages straight to endpoints. */
final class ProducingApplication implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FluentProducerTemplate template;

    ProducingApplication(ClioSandbox clio) {
        ClioComponent component = new ClioComponent();
        component.setApiUrl(clio.baseUri().toString());
        component.setAccessToken(clio.accessToken());
        context.addComponent("clio", component);
        context.start();
        template = context.createFluentProducerTemplate();
    }

    DefaultCamelContext context() {
        return context;
    }

    /** The exchange as the endpoint leaves it, failed or not. */
    Exchange send(String endpoint, Object body, Map<String, Object> headers) {
        return template.to(endpoint).withBody(body).withHeaders(headers).send();
    }

    Exchange send(String endpoint) {
        return send(endpoint, null, Map.of());
    }

    @Override
    public void close() {
        context.stop();
    }
}
