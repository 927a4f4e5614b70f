package io.camelclio.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** What there is to set on a component, by the component's own metadata, which Camel's build makes from its source. */
final class Options {

    private final Map<String, Option> byProperty;

    private Options(Map<String, Option> byProperty) {
        this.byProperty = byProperty;
    }

    /** Those of the component with this scheme. */
    static Options of(CamelContext context, String scheme) {
        try {
            String metadata = ((CatalogCamelContext) context).getComponentParameterJsonSchema(scheme);
            Map<String, JsonObject> options =
                    Jsoner.deserialize(metadata, new JsonObject()).getMap("componentProperties");
            return new Options(options.entrySet().stream()
                    .map(option -> new Option(option.getKey(), option.getValue()))
                    .collect(Collectors.toMap(Option::property, option -> option, (one, same) -> one, TreeMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("The metadata of component " + scheme + " cannot be read", e);
        }
    }

    List<Option> all() {
        return List.copyOf(byProperty.values());
    }

    /** Whether a property of this name, in Spring's form, sets an option; Camel's spelling is as good. */
    boolean has(String property) {
        return byProperty.keySet().stream().anyMatch(known -> plain(known).equals(plain(property)));
    }

    private static String plain(String property) {
        return property.replace("-", "").toLowerCase();
    }

    /** Their names in Spring's form. */
    String properties() {
        return String.join(", ", byProperty.keySet());
    }
}
