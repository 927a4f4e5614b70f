package io.camelclio.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.action.ClioActionComponent;
import io.camelclio.component.webhook.ClioWebhookComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.util.TestPropertyValues;

/** What stands in a Spring Boot application's properties is what the components have. */
class ClioAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, ClioAutoConfiguration.class));

    @Test
    void setsWhatThePropertiesSay() {
        application
                .withPropertyValues(
                        "camel.component.clio.client-id=id",
                        "camel.component.clio.client-secret=secret",
                        "camel.component.clio.region=eu",
                        "camel.component.clio.bridge-error-handler=true",
                        "camel.component.clio.webhook-secrets.matter=one,two",
                        "camel.component.clio.webhook-secrets.calendar_entry=three",
                        "camel.component.clio-webhook.public-url=https://clio.example.com",
                        "camel.component.clio-webhook.body-timeout=5s",
                        "camel.component.clio-webhook.max-body-memory=1000",
                        "camel.component.clio-action.bridge-error-handler=true")
                .run(with(context -> {
                    ClioComponent clio = context.getComponent("clio", ClioComponent.class);
                    ClioWebhookComponent webhook = context.getComponent("clio-webhook", ClioWebhookComponent.class);

                    assertThat(clio.getClientId()).isEqualTo("id");
                    assertThat(clio.getClientSecret()).isEqualTo("secret");
                    assertThat(clio.getRegion()).isEqualTo("eu");
                    assertThat(clio.isBridgeErrorHandler()).isTrue();
                    assertThat(clio.getWebhookSecrets())
                            .containsEntry("matter", "one,two")
                            .containsEntry("calendar_entry", "three")
                            .hasSize(2);
                    assertThat(webhook.getPublicUrl()).isEqualTo("https://clio.example.com");
                    assertThat(webhook.getBodyTimeout()).isEqualTo(5_000);
                    assertThat(webhook.getMaxBodyMemory()).isEqualTo(1_000);
                    assertThat(context.getComponent("clio-action", ClioActionComponent.class)
                                    .isBridgeErrorHandler())
                            .isTrue();
                }));
    }

    @Test
    void leavesTheDefaultsWhereNothingIsSaid() {
        application.run(with(context -> {
            ClioComponent clio = context.getComponent("clio", ClioComponent.class);

            assertThat(clio.getRegion()).isEqualTo("us");
            assertThat(clio.getApiVersion()).isEqualTo(ClioConnection.DEFAULT_API_VERSION);
            assertThat(clio.getWebhookSecrets()).isEmpty();
        }));
    }

    @ParameterizedTest
    @CsvSource({"CAMEL_COMPONENT_CLIO_CLIENTID", "CAMEL_COMPONENT_CLIO_CLIENT_ID"})
    void takesVariablesOfTheProcess(String variable) {
        application
                .withInitializer(spring -> TestPropertyValues.of(variable + "=id")
                        .applyTo(spring.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT))
                .run(with(context -> assertThat(context.getComponent("clio", ClioComponent.class)
                                .getClientId())
                        .isEqualTo("id")));
    }

    @Test
    void takesCamelsSpellingAndSpringsPlaceholders() {
        application
                .withPropertyValues("camel.component.clio.clientId=${the.id}", "the.id=id")
                .run(with(context -> assertThat(context.getComponent("clio", ClioComponent.class)
                                .getClientId())
                        .isEqualTo("id")));
    }

    /** Camel's own binding would look for a bean. */
    @Test
    void takesASecretThatBeginsLikeTheNameOfABean() {
        application
                .withPropertyValues("camel.component.clio.client-secret=#class:of 1961")
                .run(with(context -> assertThat(context.getComponent("clio", ClioComponent.class)
                                .getClientSecret())
                        .isEqualTo("#class:of 1961")));
    }

    @ParameterizedTest
    @CsvSource({"acme", "'#acme'", "'#bean:acme'"})
    void takesABeanForTheConnection(String name) {
        ClioConnection acme = new ClioConnection();
        application
                .withBean("acme", ClioConnection.class, () -> acme)
                .withPropertyValues("camel.component.clio.connection=" + name)
                .run(with(context -> assertThat(context.getComponent("clio", ClioComponent.class)
                                .getConnection())
                        .isSameAs(acme)));
    }

    @Test
    void refusesAPropertyThatIsNoOptionAndSaysWhichThereAre() {
        application.withPropertyValues("camel.component.clio.regoin=eu").run(started -> assertThat(
                        failureOf(started, "clio"))
                .hasMessageContaining("camel.component.clio.regoin")
                .hasMessageContaining("region, token-file"));
    }

    @Test
    void namesThePropertyWhoseValueIsNotAllowedAndNeverShowsASecret() {
        application
                .withPropertyValues("camel.component.clio-webhook.body-timeout=soon")
                .run(started -> assertThat(failureOf(started, "clio-webhook"))
                        .hasMessageContaining("camel.component.clio-webhook.body-timeout")
                        .hasMessageContaining("milliseconds"));
        application
                .withPropertyValues("camel.component.clio.client-secret={{h1dden}}")
                .run(started -> assertThat(failureOf(started, "clio"))
                        .hasMessageContaining("camel.component.clio.client-secret")
                        .hasMessageNotContaining("h1dden")
                        .hasNoCause());
    }

    @ParameterizedTest
    @CsvSource({"camel.component.clio.enabled", "camel.component.enabled", "camel.component.clio.customizer.enabled"})
    void leavesAComponentAloneWhereItIsSwitchedOff(String property) {
        application
                .withPropertyValues(property + "=false", "camel.component.clio.region=eu")
                .run(with(context -> assertThat(context.getComponent("clio", ClioComponent.class)
                                .getRegion())
                        .isEqualTo("us")));
    }

    private static Throwable failureOf(AssertableApplicationContext started, String component) {
        assertThat(started).hasNotFailed();
        CamelContext context = started.getBean(CamelContext.class);
        Throwable failure = catchThrowable(() -> context.getComponent(component));
        while (failure instanceof RuntimeCamelException) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static ContextConsumer<AssertableApplicationContext> with(ThrowingConsumer check) {
        return started -> {
            assertThat(started).hasNotFailed();
            check.accept(started.getBean(CamelContext.class));
        };
    }

    private interface ThrowingConsumer {
        void accept(CamelContext context) throws Exception;
    }
}
