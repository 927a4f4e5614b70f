package com.example.matters;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ClioSandboxExtension;
import io.camelclio.testkit.net.LoopbackPorts;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our routes at work with a strict Clio: signed deliveries, polls, and bad days. */
class MatterRoutesTest {

    /** A new account for each test. */
    @RegisterExtension
    final ClioSandboxExtension clio = ClioSandboxExtension.empty();

    private final int port = LoopbackPorts.free();
    private final Main camel = new Main();

    /** In your project a class of its own. */
    static class MatterRoutes extends RouteBuilder {
        @Override
        public void configure() {
            from("clio-webhook:matter?fields=id,etag,status,updated_at").to("mock:delivered");
            from("clio:contacts?fields=id,etag,name,updated_at&delay={{poll.period}}")
                    .to("mock:polled");
        }
    }

    @BeforeEach
    void start() {
        clio.properties().forEach(camel::addInitialProperty);
        camel.addInitialProperty("camel.component.clio-webhook.public-url", "http://127.0.0.1:" + port);
        camel.addInitialProperty("camel.server.enabled", "true");
        camel.addInitialProperty("camel.server.host", "127.0.0.1");
        camel.addInitialProperty("camel.server.port", String.valueOf(port));
        camel.addInitialProperty("poll.period", "500");
        camel.configure().addRoutesBuilder(new MatterRoutes());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void takesWhatClioDeliversOfAChange() throws Exception {
        MockEndpoint delivered = mock("mock:delivered");
        delivered.expectedMinimumMessageCount(1);
        delivered.message(0).body(String.class).contains("\"status\":\"Open\"");
        delivered.message(0).header("CamelCloudEventType").isEqualTo("com.clio.matter.changed.v1");

        clio.sandbox().webhooks().awaitEnabled("matter");
        clio.sandbox().records("matters").create(Map.of("display_number", "00001-Quill", "status", "Open"));

        delivered.assertIsSatisfied();
    }

    @Test
    void pollsGoOnAfterClioSaidNo() throws Exception {
        MockEndpoint polled = mock("mock:polled");
        polled.expectedMessageCount(1);

        clio.sandbox().revokeTokens();
        clio.sandbox().faults().answerNext(2, 503, path -> path.contains("/contacts"));
        clio.sandbox().records("contacts").create(Map.of("type", "Person", "name", "Ada Quill"));

        polled.assertIsSatisfied();
        assertThat(clio.sandbox().faults().outstanding()).isZero();
    }

    private MockEndpoint mock(String uri) {
        return camel.getCamelContext().getEndpoint(uri, MockEndpoint.class);
    }
}
