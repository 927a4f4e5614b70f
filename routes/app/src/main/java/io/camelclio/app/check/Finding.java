package io.camelclio.app.check;

/**
 * One thing that was looked at.
 *
 * @param area what it belongs to, such as Clio
 * @param message what was found and, where something is to be done, what
 */
public record Finding(Outcome outcome, String area, String message) {

    /** How it stands. */
    public enum Outcome {
        /** As it has to be. */
        OK,
        /** Not in use, or not to be known from here. */
        SKIPPED,
        /** Works, or may work; a person should look. */
        LOOK,
        /** The application cannot work like this. */
        WRONG
    }

    static Finding ok(String area, String message) {
        return new Finding(Outcome.OK, area, message);
    }

    static Finding skipped(String area, String message) {
        return new Finding(Outcome.SKIPPED, area, message);
    }

    static Finding look(String area, String message) {
        return new Finding(Outcome.LOOK, area, message);
    }

    static Finding wrong(String area, String message) {
        return new Finding(Outcome.WRONG, area, message);
    }
}
