package io.camelclio.testkit.smokeball;

/** A query parameter whose value Smokeball does not take. */
final class InvalidParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String name;

    InvalidParameter(String name, String value, long lowest, long highest) {
        super("The value '%s' is not valid for %s; it must be a whole number from %d to %d."
                .formatted(value, name, lowest, highest));
        this.name = name;
    }

    String name() {
        return name;
    }
}
