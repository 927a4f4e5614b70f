package io.camelclio.component.action;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says of a click; nothing of it is proven. Each of Clio's four parameters stands in it exactly once and
 * in its exact form; others may stand there too, since a {@code target_url} may have its own.
 *
 * @param nonce what Clio confirms the click by, once
 */
record Click(long actionId, long userId, Subject subject, String nonce) {

    static final String NONCE = "custom_action_nonce";

    private static final int MAX_QUERY_LENGTH = 4_096;
    private static final List<String> PARAMETERS = List.of("custom_action_id", "user_id", "subject_url", NONCE);
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,512}");

    /**
     * Reads a query.
     *
     * @param query as it was sent, undecoded
     * @return empty when it is not what Clio sends
     */
    static Optional<Click> parse(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query.length() > MAX_QUERY_LENGTH || !read(query, parameters)) {
            return Optional.empty();
        }
        String actionId = parameters.get("custom_action_id");
        String userId = parameters.get("user_id");
        String nonce = parameters.get(NONCE);
        if (!ID.matcher(actionId).matches()
                || !ID.matcher(userId).matches()
                || !PLAIN.matcher(nonce).matches()) {
            return Optional.empty();
        }
        return Subject.parse(parameters.get("subject_url"))
                .map(subject -> new Click(Long.parseLong(actionId), Long.parseLong(userId), subject, nonce));
    }

    /** Collects Clio's parameters; false unless each is there once. */
    private static boolean read(String query, Map<String, String> parameters) {
        for (String pair : query.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            try {
                String name = URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8);
                String value =
                        nameAndValue.length == 1 ? "" : URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8);
                if (PARAMETERS.contains(name) && parameters.put(name, value) != null) {
                    return false;
                }
            } catch (IllegalArgumentException badEncoding) {
                return false;
            }
        }
        return parameters.size() == PARAMETERS.size();
    }

    /** Never shows the nonce. */
    @Override
    public String toString() {
        return "Click[action " + actionId + " by user " + userId + " on " + subject.path() + "]";
    }
}
