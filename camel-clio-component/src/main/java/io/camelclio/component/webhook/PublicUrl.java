package io.camelclio.component.webhook;

import io.camelclio.pull.http.SecureAddress;
import java.net.URI;

/**
 * The address under which Clio reaches us. Clio accepts https only; plain http is for playing, where both ends are on this
 * machine.
 */
final class PublicUrl {

    private PublicUrl() {}

    /**
     * Refuses an address that Clio would refuse.
     *
     * @param option its name
     * @param api where Clio's API is; a loopback address makes plain http to a loopback address acceptable
     */
    static void check(String option, String publicUrl, URI api) {
        if (publicUrl == null || publicUrl.isBlank()) {
            throw new IllegalArgumentException(
                    "Option " + option + " is not set; give the https address under which Clio"
                            + " reaches this application, such as https://hooks.example.com");
        }
        URI url;
        try {
            url = URI.create(publicUrl);
        } catch (IllegalArgumentException e) {
            throw refused(option, publicUrl);
        }
        boolean playing = SecureAddress.isLoopback(url) && SecureAddress.isLoopback(api);
        if (!SecureAddress.isBase(url) || !("https".equalsIgnoreCase(url.getScheme()) || playing)) {
            throw refused(option, publicUrl);
        }
    }

    private static IllegalArgumentException refused(String option, String publicUrl) {
        return new IllegalArgumentException("Option " + option + " is '" + SecureAddress.withoutUser(publicUrl)
                + "'; Clio delivers to https addresses"
                + " only (http is allowed where both it and the API are on a loopback address), without query or user");
    }
}
