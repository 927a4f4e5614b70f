package io.camelclio.testkit.smokeball.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.json.Json;

/**
 * The field of a record by which its deletion shows, and the value it takes then.
 *
 * @param field such as {@code isDeleted} or {@code status}
 * @param value such as {@code true} or {@code "Deleted"}
 */
public record Deletion(String field, JsonNode value) {

    static Deletion parse(String text) {
        String[] sides = text.split("=");
        return new Deletion(sides[0], value(sides[1]));
    }

    private static JsonNode value(String text) {
        return switch (text) {
            case "true", "false" -> Json.tree(Boolean.valueOf(text));
            default -> text.chars().allMatch(Character::isDigit) ? Json.tree(Integer.valueOf(text)) : Json.tree(text);
        };
    }

    /** Whether the field is a flag, which every record carries. */
    public boolean isFlag() {
        return value.isBoolean();
    }
}
