package io.camelclio.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first consent needs to know. Secrets are never shown.
 *
 * @param tokenFile where the refresh token will be kept; absolute, its folder is there
 */
public record ConsentSettings(
        String region, Optional<URI> apiUrl, String clientId, String clientSecret, Path tokenFile) {

    /** In the folder the command runs in. */
    private static final Path DEFAULT_FILE = Path.of("clio-refresh-token");

    /** @throws SettingsException naming all that is missing or wrong */
    public static ConsentSettings read(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        String why = "it stands with your application in Clio's developer portal";
        ConsentSettings settings = new ConsentSettings(
                ClioSettings.region(checks),
                checks.address("CLIO_API_URL"),
                checks.required("CLIO_CLIENT_ID", why),
                checks.required("CLIO_CLIENT_SECRET", why),
                checks.writable("CLIO_TOKEN_FILE").orElseGet(DEFAULT_FILE::toAbsolutePath));
        checks.throwIfAny();
        return settings;
    }

    @Override
    public String toString() {
        return "ConsentSettings[" + region + "]";
    }
}
