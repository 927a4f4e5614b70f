package io.camelclio.springboot;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.action.ClioActionComponent;
import io.camelclio.component.http.HttpEngine;
import io.camelclio.component.webhook.ClioWebhookComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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

    /** Where the application has a web server with Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(RequestMappingHandlerMapping.class)
    static class Web {

        @Lazy
        @Bean
        @ConditionalOnMissingBean
        HttpEngine clioHttpEngine(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
            return new SpringMvcEngine(mappings);
        }
    }
}
