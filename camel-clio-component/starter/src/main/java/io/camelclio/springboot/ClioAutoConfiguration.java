package io.camelclio.springboot;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.action.ClioActionComponent;
import io.camelclio.component.webhook.ClioWebhookComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Sets the options of Clio's components from the environment as soon as Camel makes them. As with Camel's own starters
 * {@code camel.component.<component>.enabled=false} leaves a component alone.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
public class ClioAutoConfiguration {

    @Lazy
    @Bean
    ComponentCustomizer configureClioComponent(CamelContext context, Environment environment) {
        return new ComponentOptions("clio", ClioComponent.class, context, environment);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureClioWebhookComponent(CamelContext context, Environment environment) {
        return new ComponentOptions("clio-webhook", ClioWebhookComponent.class, context, environment);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureClioActionComponent(CamelContext context, Environment environment) {
        return new ComponentOptions("clio-action", ClioActionComponent.class, context, environment);
    }
}
