package io.camelclio.springboot;

import io.camelclio.component.http.HttpAdapter;
import io.camelclio.component.http.HttpEngine;
import io.camelclio.component.http.RequestHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Serves paths by Spring MVC. A thread of the servlet container reads a request and starts the route; none is held until
 * Kafka has acknowledged. The bytes are the sender's own: neither decoded, nor decompressed, nor read as a form.
 */
final class SpringMvcEngine implements HttpEngine {

    private final RequestMappingHandlerMapping mappings;

    SpringMvcEngine(RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @Override
    public HttpAdapter adapter(String path, RequestHandler handler, int maxBodySize) {
        RequestMappingInfo mapping = RequestMappingInfo.paths(path)
                .options(mappings.getBuilderConfiguration())
                .build();
        return new HttpAdapter() {
            @Override
            public void start() {
                mappings.registerMapping(mapping, new ServedPath(handler, maxBodySize), ServedPath.RECEIVE);
            }

            @Override
            public void stop() {
                mappings.unregisterMapping(mapping);
            }
        };
    }
}
