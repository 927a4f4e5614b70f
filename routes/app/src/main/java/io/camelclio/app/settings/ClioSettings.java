package io.camelclio.app.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to reach one account at Clio. Secrets are never shown.
 *
 * @param refreshToken null with an access token, or where the file holds one
 * @param tokenFile where the refresh token is kept; what it holds wins over the configured one
 */
public record ClioSettings(
        String connection,
        String region,
        Optional<URI> apiUrl,
        String clientId,
        String clientSecret,
        String refreshToken,
        Optional<Path> tokenFile,
        String accessToken,
        String publicUrl) {

    static final String[] NAMES = {
        "CLIO_REGION",
        "CLIO_API_URL",
        "CLIO_CLIENT_ID",
        "CLIO_CLIENT_SECRET",
        "CLIO_REFRESH_TOKEN",
        "CLIO_TOKEN_FILE",
        "CLIO_ACCESS_TOKEN",
        "CLIO_PUBLIC_URL"
    };

    private static final String CREDENTIALS = "Clio needs CLIO_CLIENT_ID, CLIO_CLIENT_SECRET and CLIO_REFRESH_TOKEN"
            + " (or CLIO_TOKEN_FILE, which the command 'authorize' fills), or CLIO_ACCESS_TOKEN alone";

    static ClioSettings read(Checks checks) {
        String region = region(checks);
        Optional<String> accessToken = checks.optional("CLIO_ACCESS_TOKEN");
        Optional<String> refreshToken = checks.optional("CLIO_REFRESH_TOKEN");
        Optional<Path> tokenFile = checks.optional("CLIO_TOKEN_FILE").map(Path::of);
        String clientId = null;
        String clientSecret = null;
        if (accessToken.isEmpty()) {
            clientId = checks.required("CLIO_CLIENT_ID", CREDENTIALS);
            clientSecret = checks.required("CLIO_CLIENT_SECRET", CREDENTIALS);
            if (tokenFile.isPresent()) {
                checks.tokenFile(
                        "CLIO_TOKEN_FILE",
                        tokenFile.get(),
                        refreshToken.isPresent(),
                        "run the command 'authorize' of this application, or set CLIO_REFRESH_TOKEN");
            } else {
                checks.required("CLIO_REFRESH_TOKEN", CREDENTIALS);
            }
        } else {
            checks.contradicting("CLIO_ACCESS_TOKEN", "CLIO_REFRESH_TOKEN");
            checks.contradicting("CLIO_ACCESS_TOKEN", "CLIO_TOKEN_FILE");
        }
        checks.address("CLIO_PUBLIC_URL");
        return new ClioSettings(
                checks.connection("CLIO_CONNECTION", region),
                region,
                checks.address("CLIO_API_URL"),
                clientId,
                clientSecret,
                refreshToken.orElse(null),
                tokenFile,
                accessToken.orElse(null),
                checks.required(
                        "CLIO_PUBLIC_URL", "give the https address under which Clio reaches the webhook server"));
    }

    /** What the addresses of this connection's webhooks begin with, unless a route gives a path of its own. */
    public String webhooksAddress() {
        return webhooksAddressOf(connection);
    }

    /** The same of a further account, by its name. */
    public String webhooksAddressOf(String account) {
        return publicUrl.replaceAll("/+$", "") + "/clio/" + account + "/webhooks/";
    }

    static String region(Checks checks) {
        return checks.oneOf("CLIO_REGION", List.of("us", "ca", "eu", "au"));
    }

    @Override
    public String toString() {
        return "ClioSettings[" + connection + "]";
    }
}
