package io.camelclio.component;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * An application of its own that lists activities to the end, record by record, in a streaming split. Prints how many it
 * saw and the most memory the heap held after a collection, in bytes.
 */
final class ListingApplication {

    private static final int LOOK_EVERY = 100_000;

    private ListingApplication() {}

    /** @param arguments the address and an access token of Clio */
    public static void main(String[] arguments) throws Exception {
        ClioComponent component = new ClioComponent();
        component.setApiUrl(arguments[0]);
        component.setAccessToken(arguments[1]);
        AtomicLong seen = new AtomicLong();
        AtomicLong mostUsed = new AtomicLong();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("clio", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:list")
                            .to("clio:activities?fields=id,etag,total,note,matter{id}&listAs=records")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(exchange -> {
                                if (seen.incrementAndGet() % LOOK_EVERY == 0) {
                                    mostUsed.accumulateAndGet(usedAfterCollection(), Math::max);
                                }
                            });
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("direct:list", "");
        }
        System.out.println("records " + seen + " heap " + mostUsed);
    }

    private static long usedAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
