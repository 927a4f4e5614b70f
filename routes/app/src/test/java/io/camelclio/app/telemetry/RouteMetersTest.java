package io.camelclio.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutePolicyFactory;
import org.junit.jupiter.api.Test;

class RouteMetersTest {

    private static final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            onException(IllegalStateException.class).handled(true);
            from("direct:outer").routeId("outer").to("direct:inner");
            from("direct:inner").routeId("inner").process(exchange -> {
                switch (exchange.getMessage().getBody(String.class)) {
                    case "fails" -> throw new IllegalArgumentException();
                    case "is handled" -> throw new IllegalStateException();
                    default -> {}
                }
            });
        }
    }

    @Test
    void countsUnderTheNamesOfCamelsOwnPolicyWhatThatCounts() throws Exception {
        MicrometerRoutePolicyFactory camels = new MicrometerRoutePolicyFactory();
        camels.getPolicyConfiguration().setContextEnabled(false);

        Map<Meter.Id, Long> counted = counts(new RouteMeters());

        assertThat(counted).isEqualTo(counts(camels)).hasSize(12);
        assertThat(counted.values()).contains(0L, 1L, 4L);
    }

    @Test
    void whatCameToItsEndIsNeitherWhatFailedNorWhatIsADeadLetter() throws Exception {
        RouteMeters meters = new RouteMeters();
        try (DefaultCamelContext camel = started(meters, new SimpleMeterRegistry())) {
            send(camel);

            assertThat(meters.taken("inner")).isEqualTo(2);
            assertThat(meters.taken("nowhere")).isZero();

            camel.getRouteController().stopRoute("inner");
            assertThat(meters.taken("inner")).isEqualTo(2);
            camel.removeRoute("inner");
            assertThat(meters.taken("inner")).isZero();
        }
    }

    @Test
    void measuresHowLongARouteTakes() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = started(new RouteMeters(), registry)) {
            camel.createProducerTemplate().sendBody("direct:outer", "passes");

            Timer outer =
                    registry.get("camel.route.policy").tag("routeId", "outer").timer();
            Timer inner =
                    registry.get("camel.route.policy").tag("routeId", "inner").timer();
            assertThat(inner.totalTime(outer.baseTimeUnit()))
                    .isPositive()
                    .isLessThan(outer.totalTime(outer.baseTimeUnit()));
        }
    }

    @Test
    void aRouteThatIsRemovedTakesItsMetersAlong() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = started(new RouteMeters(), registry)) {
            camel.getRouteController().stopRoute("inner");
            camel.removeRoute("inner");

            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getTag("routeId"))
                    .containsOnly("outer");
        }
    }

    /** How often each meter was told something, by its name and tags. */
    private static Map<Meter.Id, Long> counts(RoutePolicyFactory policies) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = started(policies, registry)) {
            send(camel);
            return registry.getMeters().stream()
                    .filter(meter -> meter.getId().getTag("routeId") != null)
                    .collect(Collectors.toMap(Meter::getId, RouteMetersTest::count));
        }
    }

    private static void send(DefaultCamelContext camel) {
        ProducerTemplate template = camel.createProducerTemplate();
        for (String body : new String[] {"passes", "fails", "is handled", "passes"}) {
            template.send("direct:outer", exchange -> exchange.getMessage().setBody(body));
        }
    }

    private static long count(Meter meter) {
        return meter instanceof Timer timer ? timer.count() : (long) ((Counter) meter).count();
    }

    private static DefaultCamelContext started(RoutePolicyFactory policies, SimpleMeterRegistry registry)
            throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("measured");
        camel.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        camel.addRoutePolicyFactory(policies);
        camel.addRoutes(new Routes());
        camel.start();
        return camel;
    }
}
