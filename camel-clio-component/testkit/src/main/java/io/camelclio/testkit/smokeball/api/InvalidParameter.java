package io.camelclio.testkit.smokeball.api;

/** A query parameter or a field of a body whose value Smokeball does not take. */
public final class InvalidParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    public InvalidParameter(String name, String value, String allowed) {
        super("The value '%s' is not valid for %s; it must be %s.".formatted(value, name, allowed));
        this.name = name;
    }

    public String name() {
        return name;
    }
}
