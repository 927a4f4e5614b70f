package io.camelclio.app.kafka;

import io.camelclio.app.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far back a start looks for what all copies have published, as the property {@code clio.published.window} says. */
public final class PublishedWindow {

    static final String PROPERTY = "clio.published.window";

    /** Clio repeats a failed delivery for about 62 minutes (Clio, "Webhooks"). */
    private static final Duration DEFAULT = Duration.ofMinutes(65);

    private static final Pattern WINDOW = Pattern.compile("([1-9][0-9]{0,2})([mh])|0");

    private PublishedWindow() {}

    /**
     * @return empty where what is published is not to be followed
     * @throws SettingsException naming the property, its value and what is allowed
     */
    public static Optional<Duration> of(RouteProperties properties) throws SettingsException {
        Optional<String> given = properties.value(PROPERTY);
        if (given.isEmpty()) {
            return Optional.of(DEFAULT);
        }
        Matcher window = WINDOW.matcher(given.get());
        if (!window.matches()) {
            throw new SettingsException(List.of("Property " + PROPERTY + " is '" + given.get()
                    + "'; allowed are minutes or hours such as 90m or 2h, up to 999 of them, or 0 to follow nothing"));
        }
        if (window.group(1) == null) {
            return Optional.empty();
        }
        long count = Long.parseLong(window.group(1));
        return Optional.of(window.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofMinutes(count));
    }
}
