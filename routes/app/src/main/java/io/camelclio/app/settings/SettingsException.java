package io.camelclio.app.settings;

import java.util.List;

/** The application cannot start as it is set up. Names every setting that is missing, contradictory or wrong at once. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> problems) {
        super("Cannot start:" + System.lineSeparator() + "  - "
                + String.join(System.lineSeparator() + "  - ", problems));
    }
}
