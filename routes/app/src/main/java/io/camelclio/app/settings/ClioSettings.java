package io.camelclio.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How to reach one account at Clio. Secrets are never shown. */
public record ClioSettings(
        String connection,
        String region,
        Optional<URI> apiUrl,
        String clientId,
        String clientSecret,
        String refreshToken,
        String accessToken,
        String publicUrl) {

    static final String[] NAMES = {
        "CLIO_REGION",
        "CLIO_API_URL",
        "CLIO_CLIENT_ID",
        "CLIO_CLIENT_SECRET",
        "CLIO_REFRESH_TOKEN",
        "CLIO_ACCESS_TOKEN",
        "CLIO_PUBLIC_URL"
    };

    private static final String CREDENTIALS =
            "Clio needs CLIO_CLIENT_ID, CLIO_CLIENT_SECRET and CLIO_REFRESH_TOKEN, or CLIO_ACCESS_TOKEN alone";

    static ClioSettings read(Checks checks) {
        String region = checks.oneOf("CLIO_REGION", List.of("us", "ca", "eu", "au"));
        Optional<String> accessToken = checks.optional("CLIO_ACCESS_TOKEN");
        String clientId = null;
        String clientSecret = null;
        String refreshToken = null;
        if (accessToken.isEmpty()) {
            clientId = checks.required("CLIO_CLIENT_ID", CREDENTIALS);
            clientSecret = checks.required("CLIO_CLIENT_SECRET", CREDENTIALS);
            refreshToken = checks.required("CLIO_REFRESH_TOKEN", CREDENTIALS);
        } else if (checks.optional("CLIO_REFRESH_TOKEN").isPresent()) {
            checks.problem("CLIO_ACCESS_TOKEN and CLIO_REFRESH_TOKEN are both set; remove one of them");
        }
        checks.address("CLIO_PUBLIC_URL");
        return new ClioSettings(
                checks.connection("CLIO_CONNECTION", region),
                region,
                checks.address("CLIO_API_URL"),
                clientId,
                clientSecret,
                refreshToken,
                accessToken.orElse(null),
                checks.required(
                        "CLIO_PUBLIC_URL", "give the https address under which Clio reaches the webhook server"));
    }

    @Override
    public String toString() {
        return "ClioSettings[" + connection + "]";
    }
}
