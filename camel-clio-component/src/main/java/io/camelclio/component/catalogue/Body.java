package io.camelclio.component.catalogue;

import java.util.Set;

/**
 * The fields that a request's body may have under {@code data}; none if the operation takes no body.
 *
 * @param fields their names, sorted
 * @param required those that Clio refuses to do without, sorted
 */
public record Body(Set<String> fields, Set<String> required) {

    static final Body NONE = new Body(Set.of(), Set.of());

    public Body {
        fields = Names.sorted(fields);
        required = Names.sorted(required);
    }
}
