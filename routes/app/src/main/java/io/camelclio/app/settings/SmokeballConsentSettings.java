package io.camelclio.app.settings;

import io.camelclio.app.smokeball.connection.SmokeballInstallation;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the first consent at Smokeball needs to know. Secrets are never shown.
 *
 * @param authUrl base address of the page that asks the user, and of the token endpoint
 * @param tokenFile where the refresh token will be kept; absolute, its folder is there
 */
public record SmokeballConsentSettings(URI authUrl, String clientId, String clientSecret, Path tokenFile) {

    /** In the folder the command runs in. */
    private static final Path DEFAULT_FILE = Path.of("smokeball-refresh-token");

    /** @throws SettingsException naming all that is missing or wrong */
    public static SmokeballConsentSettings read(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        String region = checks.oneOf("SMOKEBALL_REGION", SmokeballInstallation.REGIONS);
        String environment = checks.oneOf("SMOKEBALL_ENVIRONMENT", SmokeballInstallation.ENVIRONMENTS);
        SmokeballConsentSettings settings = new SmokeballConsentSettings(
                checks.address("SMOKEBALL_AUTH_URL")
                        .or(() -> SmokeballInstallation.of(region, environment).map(SmokeballInstallation::auth))
                        .orElse(null),
                checks.required("SMOKEBALL_CLIENT_ID", SmokeballSettings.CONSOLE),
                checks.required("SMOKEBALL_CLIENT_SECRET", SmokeballSettings.CONSOLE),
                checks.writable("SMOKEBALL_TOKEN_FILE").orElseGet(DEFAULT_FILE::toAbsolutePath));
        checks.throwIfAny();
        return settings;
    }

    @Override
    public String toString() {
        return "SmokeballConsentSettings[" + authUrl + "]";
    }
}
