package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import java.util.Set;

/** What Smokeball does not let a record hold (API reference, creating and changing activity codes). */
final class FieldRules {

    private static final Set<String> LINKS = Set.of("href", "relation", "method", "self");
    private static final int LONGEST_CODE = 20;

    private FieldRules() {}

    /** @throws IllegalArgumentException if a test gives a field that Smokeball sets itself */
    static void requireForeign(Resource resource, ObjectNode given) {
        given.fieldNames().forEachRemaining(name -> {
            boolean own = name.equals("id") && resource.hasId()
                    || name.equals("versionId") && resource.version() != Resource.VersionKind.NONE
                    || LINKS.contains(name) && resource.hasLinks()
                    || resource.updated()
                            .filter(updated -> updated.field().equals(name))
                            .isPresent()
                    || resource.deletion()
                            .filter(deletion ->
                                    deletion.isFlag() && deletion.field().equals(name))
                            .isPresent();
            if (own) {
                throw new IllegalArgumentException("Smokeball sets the field " + name + " itself");
            }
        });
    }

    static void check(Resource resource, ObjectNode fields) {
        if (!resource.name().equals("activitycodes")) {
            return;
        }
        if (fields.path("code").asText().length() > LONGEST_CODE) {
            throw new IllegalArgumentException("An activity code's code has at most %d characters, not %s"
                    .formatted(LONGEST_CODE, fields.get("code")));
        }
        if (fields.has("rate") && fields.path("rateType").asInt() != 1) {
            throw new IllegalArgumentException(
                    "An activity code has a rate only with rateType 1, not " + fields.path("rateType"));
        }
    }
}
