package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioCredentials;
import io.camelclio.testkit.clio.ClioSandbox;
import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection's health as Camel's health checks show it. */
class ConnectionHealthTest {

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioConnection connection = new ClioConnection();

    @AfterEach
    void stop() {
        context.stop();
        clio.close();
    }

    @Test
    void isDownWhileClioRefusesTheCredentialsAndRecoversWithOthers() throws Exception {
        start("wr0ng-secret");
        assertThat(health().getState()).isEqualTo(State.UP);

        call();
        assertThat(health().getState()).isEqualTo(State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(message ->
                        assertThat(message).contains("'us'", "invalid_client").doesNotContain("wr0ng-secret"));

        connection.renew(ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()));
        call();
        assertThat(health().getState()).isEqualTo(State.UP);
        assertThat(health().getDetails()).containsEntry("token", "GOOD");
    }

    @Test
    void takesNoWebhookServerOutOfService() {
        start("wr0ng-secret");
        call();
        assertThat(health().getState()).isEqualTo(State.DOWN);

        assertThat(HealthCheckHelper.invokeReadiness(context, "full")).noneMatch(ConnectionHealthTest::isOurs);
        assertThat(HealthCheckHelper.invokeLiveness(context, "full")).noneMatch(ConnectionHealthTest::isOurs);
    }

    @Test
    void isNotShownBeforeTheConnectionStartsNorAfterItStopped() {
        start(clio.clientSecret());

        connection.stop();
        assertThat(all()).noneMatch(ConnectionHealthTest::isOurs);

        connection.start();
        assertThat(all()).filteredOn(ConnectionHealthTest::isOurs).hasSize(1);
    }

    private void start(String secret) {
        connection.setApiUrl(clio.baseUri().toString());
        connection.setClientId(clio.clientId());
        connection.setClientSecret(secret);
        connection.setRefreshToken(clio.refreshToken());
        ClioComponent component = new ClioComponent(context);
        component.setConnection(connection);
        context.addComponent("clio", component);
        context.start();
        context.getEndpoint("clio:activities");
    }

    private void call() {
        FluentProducerTemplate template = context.createFluentProducerTemplate();
        template.to("clio:activities").request(Exchange.class);
    }

    private HealthCheck.Result health() {
        return all().stream().filter(ConnectionHealthTest::isOurs).findFirst().orElseThrow();
    }

    private Collection<HealthCheck.Result> all() {
        return HealthCheckHelper.invoke(context, "full");
    }

    private static boolean isOurs(HealthCheck.Result result) {
        return result.getCheck().getId().equals("clio-connection:us")
                && result.getCheck().getGroup().equals("clio");
    }
}
