package io.camelclio.springboot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Gives one component what the environment says below {@code camel.component.<component>}. Which options there are, and
 * what they take, the component itself says. A property that is no option is an error, as a misspelt one would otherwise
 * be silently without effect.
 *
 * <p>Values are never shown in a message, since they may be secret.
 */
final class ComponentOptions implements ComponentCustomizer {

    private static final Bindable<Map<String, String>> TEXT_BY_NAME = Bindable.mapOf(String.class, String.class);

    /** Camel's own, of every component: whether it is configured at all. */
    private static final Set<String> SWITCHES = Set.of("enabled", "customizer");

    private final String scheme;
    private final Class<? extends Component> type;
    private final CamelContext context;
    private final Environment environment;
    private final ConfigurationPropertyName prefix;

    ComponentOptions(String scheme, Class<? extends Component> type, CamelContext context, Environment environment) {
        this.scheme = scheme;
        this.type = type;
        this.context = context;
        this.environment = environment;
        this.prefix = ConfigurationPropertyName.of("camel.component." + scheme);
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return name.equals(scheme)
                && type.isInstance(target)
                && HierarchicalPropertiesEvaluator.evaluate(environment, List.of("camel.component", prefix.toString()))
                && HierarchicalPropertiesEvaluator.evaluate(
                        environment, List.of("camel.component.customizer", prefix + ".customizer"));
    }

    @Override
    public void configure(String name, Component target) {
        Options options = Options.of(context, scheme);
        refuseOthersThan(options);
        ServiceHelper.initService(target);
        PropertyConfigurer configurer = target.getComponentPropertyConfigurer();
        Binder binder = Binder.get(environment);
        for (Option option : options.all()) {
            String property = prefix.append(option.property()).toString();
            Bindable<?> wanted = option.isMap() ? TEXT_BY_NAME : Bindable.of(String.class);
            binder.bind(property, wanted).ifBound(value -> set(target, configurer, option, property, value));
        }
    }

    private void set(Component target, PropertyConfigurer configurer, Option option, String property, Object value) {
        try {
            if (!(value instanceof String text)) {
                configurer.configure(context, target, option.name(), value, false);
            } else if (option.isBean()) {
                String bean = text.startsWith("#") ? text : "#bean:" + text;
                PropertyBindingSupport.build().withConfigurer(configurer).bind(context, target, option.name(), bean);
            } else {
                // Not by way of Camel's binding, which would take a secret that begins with # for the name of a bean.
                configurer.configure(context, target, option.name(), context.resolvePropertyPlaceholders(text), false);
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Property " + property + " has a value that option " + option.name() + " of component " + scheme
                            + " does not take; it is to be " + option.wanted(),
                    option.isSecret() ? null : e);
        }
    }

    /** Variables of the process are left out: where a word ends is not to be seen there. */
    private void refuseOthersThan(Options options) {
        Set<String> others = sources()
                .flatMap(IterableConfigurationPropertySource::stream)
                .filter(prefix::isAncestorOf)
                .map(property ->
                        property.getElement(prefix.getNumberOfElements(), ConfigurationPropertyName.Form.DASHED))
                .filter(element -> !SWITCHES.contains(element) && !options.has(element))
                .map(element -> prefix.append(element).toString())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("There is no option of component " + scheme + " for "
                    + String.join(", ", others) + "; its properties are " + options.properties());
        }
    }

    private Stream<IterableConfigurationPropertySource> sources() {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(source -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource))
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast);
    }
}
