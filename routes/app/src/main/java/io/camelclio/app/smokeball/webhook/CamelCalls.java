package io.camelclio.app.smokeball.webhook;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Calls through Camel's HTTP client, to which the connection's bean adds key and token, and lets go what the rate limit
 * allows; as the polls do.
 */
final class CamelCalls implements ApiCalls {

    private final CamelContext context;
    private final String endpoint;
    private final String apiUrl;
    private ProducerTemplate template;

    /**
     * @param access name of the bean that adds key and token
     * @param apiUrl what paths are appended to, without a slash at the end
     */
    CamelCalls(CamelContext context, String access, String apiUrl) {
        this.context = context;
        this.apiUrl = apiUrl;
        this.endpoint = "https://smokeball-webhooks?httpClientConfigurer=#bean:" + access
                + "&throwExceptionOnFailure=false&followRedirects=false&connectTimeout=10000&responseTimeout=30000";
    }

    @Override
    public synchronized Answer call(String method, String path, byte[] body) throws IOException {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        int query = path.indexOf('?');
        Exchange exchange = template.request(endpoint, request -> {
            request.getMessage().setBody(body);
            request.getMessage().setHeader(Exchange.HTTP_METHOD, method);
            request.getMessage().setHeader(Exchange.HTTP_URI, apiUrl + (query < 0 ? path : path.substring(0, query)));
            if (query >= 0) {
                request.getMessage().setHeader(Exchange.HTTP_QUERY, path.substring(query + 1));
            }
            if (body != null) {
                request.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            }
        });
        if (exchange.getException() != null) {
            throw new IOException(
                    method + " " + path + " of Smokeball had no answer: "
                            + exchange.getException().getMessage(),
                    exchange.getException());
        }
        return new Answer(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                Optional.ofNullable(exchange.getMessage().getBody(byte[].class)).orElseGet(() -> new byte[0]));
    }
}
