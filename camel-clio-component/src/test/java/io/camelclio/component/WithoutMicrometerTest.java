package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.telemetry.PollObserver;
import io.camelclio.testkit.clio.ClioSandbox;
import java.io.IOException;
import java.util.function.BinaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Micrometer is an option: without it a connection does all it does with it. */
class WithoutMicrometerTest {

    @Test
    void aConnectionWorksWhereMicrometerIsNotOnTheClassPath() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (ClioSandbox clio = ClioSandbox.builder().start();
                ClassPathWithoutMicrometer classPath = new ClassPathWithoutMicrometer()) {
            assertThatThrownBy(() -> classPath.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Thread.currentThread().setContextClassLoader(classPath);
            @SuppressWarnings("unchecked")
            BinaryOperator<String> application = (BinaryOperator<String>) classPath
                    .loadClass(CallingApplication.class.getName())
                    .getConstructor()
                    .newInstance();

            String body = application.apply(clio.baseUri().toString(), clio.accessToken());

            assertThat(body).isEqualTo("[]");
            assertThat(clio.requests().count("/api/v4/activities.json")).isEqualTo(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Lists activities of the account at an address with an access token, and plays a poll's part. */
    public static final class CallingApplication implements BinaryOperator<String> {

        public CallingApplication() {}

        @Override
        public String apply(String address, String accessToken) {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                ClioConnection connection = new ClioConnection();
                connection.setApiUrl(address);
                connection.setAccessToken(accessToken);
                ClioComponent component = new ClioComponent(context);
                component.setConnection(connection);
                context.addComponent("clio", component);
                context.start();
                String body = context.createFluentProducerTemplate()
                        .to("clio:activities")
                        .request(Exchange.class)
                        .getMessage()
                        .getBody(String.class);
                try (PollObserver poll = connection.telemetry().poll("activities", null)) {
                    poll.handed(1);
                    poll.failed(new IllegalStateException());
                }
                connection.telemetry().deliveries("activity").answered(401);
                return body;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
