package io.camelclio.component.api;

/**
 * What Clio gave an application and its user: client id and client secret with a refresh token, or an access token alone,
 * which cannot be renewed when it ends. White space around them, such as the line end of a mounted file, does not count.
 * Never shows itself.
 *
 * @param refreshToken null where an access token is given, or where the token store holds one
 * @param accessToken null where the other three are given; wins over them
 */
public record ClioCredentials(String clientId, String clientSecret, String refreshToken, String accessToken) {

    /** @throws IllegalArgumentException when they can never make a token, whatever the token store holds */
    public ClioCredentials {
        clientId = checked("clientId", clientId);
        clientSecret = checked("clientSecret", clientSecret);
        refreshToken = checked("refreshToken", refreshToken);
        accessToken = checked("accessToken", accessToken);
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

    /**
     * One of them as it is used.
     *
     * @param option names it in messages, which never show its value
     * @return without the white space around it; null for null and for nothing else than white space
     * @throws IllegalArgumentException when a control character stands within it
     */
    public static String checked(String option, String value) {
        String plain = value == null ? "" : value.strip();
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Option " + option + " has a control character, such as a line break,"
                    + " within; give it as Clio shows it, on one line");
        }
        return plain.isEmpty() ? null : plain;
    }

    /** Says which kind they are and nothing else. */
    @Override
    public String toString() {
        return "ClioCredentials[" + (accessToken == null ? "refresh token" : "access token") + "]";
    }
}
