package io.camelclio.app.smokeball.connection;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer 401 or 403. Smokeball's pages disagree on which of them means what, and the gateway words them differently from
 * the API, so that only the plainest signs are read from the body; it is kept nowhere.
 */
enum Refusal {
    /** The token lacks a scope; scopes are fixed inside a token. */
    SCOPE("grant the application the scope of this collection in Smokeball's developer console"),
    /** Key or token is not good here. */
    CREDENTIALS("check API key, client id, region and account id, and the scopes granted"),
    /** Said by the API itself: this user or application may not see it. */
    PERMISSION("check what the application, or the user it acts for, may see");

    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    private static final int MOST_BYTES = 4_096;

    private final String remedy;

    Refusal(String remedy) {
        this.remedy = remedy;
    }

    static boolean isOne(int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    static Refusal of(int status, byte[] body) {
        String words =
                new String(body, 0, Math.min(body.length, MOST_BYTES), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        if (words.contains("execute-api:invoke") || words.contains("scope")) {
            return SCOPE;
        }
        boolean isProblem = words.contains("\"title\"") || words.contains("\"detail\"");
        return status == FORBIDDEN && isProblem ? PERMISSION : CREDENTIALS;
    }

    /** What a person can do about it. */
    String remedy() {
        return remedy;
    }
}
