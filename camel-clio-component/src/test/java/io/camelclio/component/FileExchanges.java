package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.RequestLog;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;

/** Routes that move files between a message and a sandbox with a storage of its own. */
abstract class FileExchanges extends CamelTestSupport {

    final ClioSandbox clio = ClioSandbox.builder().unlimited().start();

    @AfterEach
    void stopClio() {
        clio.close();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        ClioComponent component = new ClioComponent(context);
        component.setApiUrl(clio.baseUri().toString());
        component.setAccessToken(clio.accessToken());
        context.addComponent("clio", component);
        return context;
    }

    Exchange request(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    static ClioException failure(Exchange exchange) {
        return exchange.getException(ClioException.class);
    }

    long storageRequests(String method) {
        return clio.files().storage().requests().count(entry -> entry.method().equals(method));
    }

    long apiRequests(String method, String path) {
        return clio.requests()
                .count(entry -> entry.method().equals(method) && entry.path().equals("/api/v4/" + path + ".json"));
    }

    /** Whether any request to the storage carried a token. */
    boolean tokenReachedStorage() {
        return clio.files().storage().requests().entries().stream()
                .map(RequestLog.Entry::token)
                .anyMatch(token -> !token.isEmpty());
    }
}
