package io.camelclio.component.api;

/**
 * What Clio gave an application and its user: client id and client secret with a refresh token, or an access token alone,
 * which cannot be renewed when it ends. Never shows itself.
 *
 * @param refreshToken null where an access token is given, or where the token store holds one
 * @param accessToken null where the other three are given; wins over them
 */
public record ClioCredentials(String clientId, String clientSecret, String refreshToken, String accessToken) {

    /** @throws IllegalArgumentException when they can never make a token, whatever the token store holds */
    public ClioCredentials {
        if (accessToken == null && (clientId == null || clientSecret == null)) {
            throw new IllegalArgumentException("Credentials for Clio are incomplete; give clientId, clientSecret and"
                    + " refreshToken, or accessToken alone");
        }
    }

    /**
     * An application and the user who authorised it.
     *
     * @param refreshToken null to use the one in the token store
     */
    public static ClioCredentials refreshed(String clientId, String clientSecret, String refreshToken) {
        return new ClioCredentials(clientId, clientSecret, refreshToken, null);
    }

    /** A ready access token. */
    public static ClioCredentials ready(String accessToken) {
        return new ClioCredentials(null, null, null, accessToken);
    }

    /** Says which kind they are and nothing else. */
    @Override
    public String toString() {
        return "ClioCredentials[" + (accessToken == null ? "refresh token" : "access token") + "]";
    }
}
