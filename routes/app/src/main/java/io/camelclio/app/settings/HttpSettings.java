package io.camelclio.app.settings;

import io.camelclio.app.tls.ServerCertificate;
import java.time.Duration;
import java.util.Optional;

/**
 * The server at which webhooks arrive.
 *
 * @param port 0 for any free one
 * @param maxConnections how many may be open at a time
 * @param patience how long a connection may take for the head of a request, and again until the answer
 * @param certificate empty where it speaks plain http, behind a proxy
 */
public record HttpSettings(
        String host, int port, int maxConnections, Duration patience, Optional<ServerCertificate> certificate) {

    static final int DEFAULT_PORT = 8080;

    static HttpSettings read(Checks checks) {
        return new HttpSettings(
                checks.optional("HTTP_HOST").orElse("0.0.0.0"),
                checks.port("HTTP_PORT", DEFAULT_PORT),
                checks.wholeNumber("HTTP_MAX_CONNECTIONS", 2_000, 10, 1_000_000),
                Duration.ofSeconds(checks.wholeNumber("HTTP_REQUEST_SECONDS", 30, 1, 3_600)),
                checks.certificate("HTTP_CERTIFICATE", "HTTP_KEY"));
    }
}
