package io.camelclio.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How to reach one account at Smokeball. Secrets are never shown. */
public record SmokeballSettings(
        String connection,
        URI apiUrl,
        URI authUrl,
        String apiKey,
        String clientId,
        String clientSecret,
        Optional<String> refreshToken,
        Optional<String> accountId) {

    static final String[] NAMES = {
        "SMOKEBALL_REGION",
        "SMOKEBALL_API_URL",
        "SMOKEBALL_AUTH_URL",
        "SMOKEBALL_API_KEY",
        "SMOKEBALL_CLIENT_ID",
        "SMOKEBALL_CLIENT_SECRET",
        "SMOKEBALL_REFRESH_TOKEN",
        "SMOKEBALL_ACCOUNT_ID"
    };

    static SmokeballSettings read(Checks checks) {
        String region = checks.oneOf("SMOKEBALL_REGION", List.of("us", "au", "uk"));
        Optional<URI> apiUrl = checks.address("SMOKEBALL_API_URL");
        Optional<URI> authUrl = checks.address("SMOKEBALL_AUTH_URL");
        if (apiUrl.isPresent() != authUrl.isPresent()) {
            checks.problem("Only one of SMOKEBALL_API_URL and SMOKEBALL_AUTH_URL is set; a token of one installation is"
                    + " no good at another, so set both or none");
        }
        String domain =
                switch (region) {
                    case "au" -> "smokeball.com.au";
                    case "uk" -> "smokeball.co.uk";
                    default -> "smokeball.com";
                };
        return new SmokeballSettings(
                checks.connection("SMOKEBALL_CONNECTION", region),
                apiUrl.orElse(URI.create("https://api." + domain)),
                authUrl.orElse(URI.create("https://auth." + domain)),
                checks.required("SMOKEBALL_API_KEY", "it stands in Smokeball's developer console"),
                checks.required("SMOKEBALL_CLIENT_ID", "it stands in Smokeball's developer console"),
                checks.required("SMOKEBALL_CLIENT_SECRET", "it stands in Smokeball's developer console"),
                checks.optional("SMOKEBALL_REFRESH_TOKEN"),
                checks.matching("SMOKEBALL_ACCOUNT_ID", "[A-Za-z0-9-]+", "letters, digits and dashes"));
    }

    @Override
    public String toString() {
        return "SmokeballSettings[" + connection + "]";
    }
}
