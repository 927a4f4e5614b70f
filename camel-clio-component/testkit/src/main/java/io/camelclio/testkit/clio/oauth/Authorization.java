package io.camelclio.testkit.clio.oauth;

import java.util.OptionalLong;

/**
 * What users and Clio's administrators decide about the app's access: whether they consent, and which tokens stay in
 * force. By default the sandbox's first user consents at once. Thread-safe.
 */
public final class Authorization {

    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private OptionalLong answer;
    private long refreshes;

    Authorization(Sessions sessions, RefreshTokens refreshTokens, long user) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.answer = OptionalLong.of(user);
    }

    /**
     * Who is at the screen of {@code /oauth/authorize} from now on, and consents.
     *
     * @param userId the id of a record of {@code users}
     */
    public synchronized void consentAs(long userId) {
        answer = OptionalLong.of(userId);
    }

    /** Whoever is asked at {@code /oauth/authorize} from now on declines. */
    public synchronized void decline() {
        answer = OptionalLong.empty();
    }

    /**
     * A new access token, as if it had been fetched.
     *
     * @param userId the user it belongs to
     */
    public String accessToken(long userId) {
        return sessions.open(userId);
    }

    /**
     * A new refresh token, as if the user had consented.
     *
     * @param userId the user it belongs to
     */
    public String refreshToken(long userId) {
        return refreshTokens.issue(userId);
    }

    /**
     * Revokes one token; requests with it are refused from now on.
     *
     * @param token an access token or a refresh token; unknown ones are ignored
     */
    public void revoke(String token) {
        sessions.revoke(token);
        refreshTokens.revoke(token);
    }

    /**
     * Whether each refresh replaces the refresh token and refuses the old one from then on. Clio does not (Clio,
     * "FAQ"), so the default is false.
     *
     * @param rotate whether to replace
     */
    public void rotateRefreshTokens(boolean rotate) {
        refreshTokens.rotate(rotate);
    }

    /** How many access tokens were fetched with a refresh token so far; refused requests do not count. */
    public synchronized long refreshes() {
        return refreshes;
    }

    /** The user who consents, or empty if whoever is asked declines. */
    synchronized OptionalLong answer() {
        return answer;
    }

    synchronized void refreshed() {
        refreshes++;
    }
}
