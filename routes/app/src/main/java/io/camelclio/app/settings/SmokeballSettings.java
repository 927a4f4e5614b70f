package io.camelclio.app.settings;

import io.camelclio.app.smokeball.connection.RefreshTokenEnd;
import io.camelclio.app.smokeball.connection.SmokeballInstallation;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach one account at Smokeball. Secrets are never shown.
 *
 * @param refreshToken for a marketplace application; empty for client credentials, or where the file holds it
 * @param tokenFile where the refresh token is kept; what it holds wins over the given one
 * @param refreshTokenEnd when the refresh token ends, which only a person knows
 * @param accountId stands before every path
 * @param userId whose permissions count
 */
public record SmokeballSettings(
        String connection,
        URI apiUrl,
        URI authUrl,
        String apiKey,
        String clientId,
        String clientSecret,
        Optional<String> refreshToken,
        Optional<Path> tokenFile,
        Optional<String> refreshTokenEnd,
        Optional<String> accountId,
        Optional<String> userId) {

    static final String[] NAMES = {
        "SMOKEBALL_REGION",
        "SMOKEBALL_ENVIRONMENT",
        "SMOKEBALL_API_URL",
        "SMOKEBALL_AUTH_URL",
        "SMOKEBALL_API_KEY",
        "SMOKEBALL_CLIENT_ID",
        "SMOKEBALL_CLIENT_SECRET",
        "SMOKEBALL_REFRESH_TOKEN",
        "SMOKEBALL_TOKEN_FILE",
        "SMOKEBALL_REFRESH_TOKEN_END",
        "SMOKEBALL_ACCOUNT_ID",
        "SMOKEBALL_USER_ID",
        SmokeballWebhookSettings.PUBLIC_URL,
        SmokeballWebhookSettings.KEY
    };

    private static final String FILL = "run the command 'authorize --vendor smokeball', or set SMOKEBALL_REFRESH_TOKEN";
    static final String CONSOLE = "it stands in Smokeball's developer console";

    static SmokeballSettings read(Checks checks) {
        String region = checks.oneOf("SMOKEBALL_REGION", SmokeballInstallation.REGIONS);
        String environment = checks.oneOf("SMOKEBALL_ENVIRONMENT", SmokeballInstallation.ENVIRONMENTS);
        Optional<SmokeballInstallation> installation = SmokeballInstallation.of(region, environment);
        Optional<URI> apiUrl = checks.address("SMOKEBALL_API_URL");
        Optional<URI> authUrl = checks.address("SMOKEBALL_AUTH_URL");
        checkAddresses(apiUrl, authUrl, checks);
        Optional<String> refreshToken = checks.optional("SMOKEBALL_REFRESH_TOKEN");
        Optional<Path> tokenFile = checks.optional("SMOKEBALL_TOKEN_FILE").map(Path::of);
        tokenFile.ifPresent(file -> checks.tokenFile("SMOKEBALL_TOKEN_FILE", file, refreshToken.isPresent(), FILL));
        if (refreshToken.isPresent() || tokenFile.isPresent()) {
            checks.contradicting("SMOKEBALL_REFRESH_TOKEN", "SMOKEBALL_USER_ID");
            checks.contradicting("SMOKEBALL_TOKEN_FILE", "SMOKEBALL_USER_ID");
        }
        return new SmokeballSettings(
                checks.connection("SMOKEBALL_CONNECTION", region),
                apiUrl.or(() -> installation.map(SmokeballInstallation::api)).orElse(null),
                authUrl.or(() -> installation.map(SmokeballInstallation::auth)).orElse(null),
                checks.required("SMOKEBALL_API_KEY", CONSOLE),
                checks.required("SMOKEBALL_CLIENT_ID", CONSOLE),
                checks.required("SMOKEBALL_CLIENT_SECRET", CONSOLE),
                refreshToken,
                tokenFile,
                refreshTokenEnd(refreshToken.isPresent() || tokenFile.isPresent(), checks),
                checks.matching("SMOKEBALL_ACCOUNT_ID", "[A-Za-z0-9-]+", "letters, digits and dashes"),
                checks.matching("SMOKEBALL_USER_ID", "[A-Za-z0-9-]+", "letters, digits and dashes"));
    }

    private static void checkAddresses(Optional<URI> apiUrl, Optional<URI> authUrl, Checks checks) {
        if (apiUrl.isPresent() != authUrl.isPresent()) {
            checks.problem("Only one of SMOKEBALL_API_URL and SMOKEBALL_AUTH_URL is set; a token of one installation is"
                    + " no good at another, so set both or none");
        } else if (apiUrl.isPresent()) {
            checks.contradicting("SMOKEBALL_API_URL", "SMOKEBALL_ENVIRONMENT");
            SmokeballInstallation.contradiction(apiUrl.get(), authUrl.get())
                    .ifPresent(why -> checks.problem("SMOKEBALL_API_URL and SMOKEBALL_AUTH_URL " + why));
        }
    }

    private static Optional<String> refreshTokenEnd(boolean hasToken, Checks checks) {
        Optional<String> end = checks.optional("SMOKEBALL_REFRESH_TOKEN_END");
        try {
            end.ifPresent(RefreshTokenEnd::parse);
        } catch (IllegalArgumentException e) {
            checks.problem("SMOKEBALL_REFRESH_TOKEN_END is '" + end.get() + "'; " + e.getMessage());
        }
        if (end.isPresent() && !hasToken) {
            checks.problem("SMOKEBALL_REFRESH_TOKEN_END is set without SMOKEBALL_REFRESH_TOKEN or SMOKEBALL_TOKEN_FILE;"
                    + " set one of them, or remove it");
        }
        return end;
    }

    @Override
    public String toString() {
        return "SmokeballSettings[" + connection + "]";
    }
}
