package io.camelclio.component;

import io.camelclio.component.catalogue.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;

/**
 * What the options of an endpoint are called and which words they take. Faults are told with the nearest name there is, and
 * without the value of an option that is not known, which may be a secret in the wrong place.
 */
public final class EndpointOptions {

    private final CamelContext context;
    private final String scheme;

    public EndpointOptions(CamelContext context, String scheme) {
        this.context = context;
        this.scheme = scheme;
    }

    /**
     * Checks the options that take one word of several.
     *
     * @param parameters of the endpoint's URI; what is no word, or names a bean, is left to Camel
     * @throws IllegalArgumentException naming the option, its value and the nearest word
     */
    public void checkWords(Map<String, Object> parameters) {
        PropertyConfigurer configurer =
                PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(scheme + "-endpoint", context);
        if (configurer instanceof PropertyConfigurerGetter types) {
            parameters.forEach((option, value) -> {
                Class<?> type = types.getOptionType(option, true);
                if (type != null && type.isEnum() && value instanceof String word && !word.startsWith("#")) {
                    checkWord(option, word, type);
                }
            });
        }
    }

    private void checkWord(String option, String word, Class<?> type) {
        if (context.getTypeConverter().tryConvertTo(type, word) == null) {
            List<String> words =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            throw new IllegalArgumentException("Option " + option + " is '" + word + "'; " + Names.hint(word, words));
        }
    }

    /**
     * Refuses options that no endpoint of the component has.
     *
     * @param unknown their names; may be empty
     * @throws IllegalArgumentException naming the first and the nearest option
     */
    public void refuse(Set<String> unknown) {
        unknown.stream().sorted().findFirst().ifPresent(option -> {
            EndpointUriFactory names = context.getCamelContextExtension().getEndpointUriFactory(scheme);
            throw new IllegalArgumentException("Component " + scheme + " has no option " + option + "; "
                    + Names.hint(option, names.propertyNames()));
        });
    }
}
