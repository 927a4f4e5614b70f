package io.camelclio.routes.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * The routes' own settings with their defaults. They come last, so that whatever an application says of them wins: topics,
 * field lists, and which files of routes are run.
 */
final class RouteDefaults implements EnvironmentPostProcessor {

    private static final ClassPathResource PACKAGED =
            new ClassPathResource("io/camelclio/routes/application.properties");

    /** What the runnable application knows by its own settings. */
    private static final Map<String, Object> OF_THIS_STARTER = Map.of(
            "clio.enabled", "true",
            "clio.connection", "${camel.component.clio.connection-name:${camel.component.clio.region:us}}",
            "smokeball.enabled", "false",
            "smokeball.connection", "off",
            "smokeball.webhooks.enabled", "false",
            "camel.main.routes-exclude-pattern", "**/clio-polls.camel.yaml,**/smokeball*.camel.yaml");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("camel-clio-routes-starter", OF_THIS_STARTER));
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource("camel-clio-routes", PACKAGED));
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged settings of the routes cannot be read", e);
        }
    }
}
