package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.api.ApiError;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Which URLs a webhook may have: Clio takes https only (its webhooks page). The sandbox has no certificate the receiver
 * would need, so it can admit plain http to a loopback address, and to nothing else.
 */
final class WebhookUrls {

    private final boolean admitLoopback;

    WebhookUrls(boolean admitLoopback) {
        this.admitLoopback = admitLoopback;
    }

    void check(String url) {
        if (!admitted(url)) {
            throw ApiError.unprocessable("url must be a valid URL using https");
        }
    }

    private boolean admitted(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                return false;
            }
            return "https".equalsIgnoreCase(uri.getScheme())
                    || admitLoopback && "http".equalsIgnoreCase(uri.getScheme()) && loopback(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
