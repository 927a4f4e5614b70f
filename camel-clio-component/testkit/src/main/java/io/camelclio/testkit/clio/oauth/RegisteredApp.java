package io.camelclio.testkit.clio.oauth;

import java.util.List;

/** The app as it stands in Clio's developer portal: its credentials and the addresses users may be sent back to. */
record RegisteredApp(String clientId, String clientSecret, List<String> redirectUris) {

    RegisteredApp {
        redirectUris = List.copyOf(redirectUris);
    }

    /** Whether an address is a registered one, extra query parameters allowed (Clio, "How to Set Redirect URIs"). */
    boolean admits(String redirectUri) {
        return redirectUris.stream()
                .anyMatch(registered -> redirectUri.equals(registered)
                        || redirectUri.startsWith(registered + (registered.contains("?") ? "&" : "?"))
                                && !redirectUri.contains("#"));
    }
}
