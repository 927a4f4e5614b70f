package io.camelclio.springboot;

import java.util.Locale;
import org.apache.camel.util.json.JsonObject;

/**
 * One option of a component, as the component's own metadata describes it.
 *
 * @param name Camel's word, such as {@code clientId}
 * @param json what Camel's build wrote of it
 */
record Option(String name, JsonObject json) {

    /** Spring's word, such as {@code client-id}. */
    String property() {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Whether the value is text by name. */
    boolean isMap() {
        return javaType().startsWith("java.util.Map");
    }

    /** Whether the value is the name of a bean. */
    boolean isBean() {
        return "object".equals(json.getString("type")) && !isMap();
    }

    boolean isSecret() {
        return json.getBooleanOrDefault("secret", false);
    }

    String javaType() {
        return json.getString("javaType");
    }

    /** What it takes, in words. */
    String wanted() {
        if (isBean()) {
            return "the name of a bean of " + javaType();
        }
        return switch (json.getString("type")) {
            case "duration" -> "a number of milliseconds, or a time such as 10s";
            case "enum" -> "one of " + json.getCollection("enum");
            case "boolean" -> "true or false";
            case "integer" -> "a number";
            default -> "text";
        };
    }
}
