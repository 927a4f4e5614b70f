package io.camelclio.testkit.clio.action;

import io.camelclio.testkit.clio.records.ClioRecord;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A user's browser at Clio's pages: a click on a custom action opens its {@code target_url} with the parameters Clio
 * adds (Clio, "Custom Actions"). Redirects are returned, not followed.
 */
public final class Browser {

    private static final String API = "/api/v4/";

    private final CustomActionEndpoint actions;
    private final Nonces nonces;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Browser(CustomActionEndpoint actions, Nonces nonces, Duration timeout) {
        this.actions = actions;
        this.nonces = nonces;
        this.timeout = timeout;
    }

    /**
     * The user who owns a custom action clicks it on the page of a record.
     *
     * @param customActionId the custom action
     * @param recordPath the record below {@code /api/v4}, such as {@code matters/123} or {@code matters/123.json}
     * @return the answer of the action's {@code target_url}
     * @throws IllegalArgumentException if there is no such custom action, or it does not stand on pages of such records
     * @throws java.util.concurrent.CompletionException if no answer came within the delivery time-out
     */
    public HttpResponse<String> click(long customActionId, String recordPath) {
        return open(address(customActionId, recordPath));
    }

    /**
     * The address a click would open, with a nonce that lives 60 seconds from now.
     *
     * @param customActionId the custom action
     * @param recordPath the record below {@code /api/v4}, such as {@code matters/123}
     * @throws IllegalArgumentException if there is no such custom action, or it does not stand on pages of such records
     */
    public URI address(long customActionId, String recordPath) {
        ClioRecord action = actions.existing(customActionId);
        String place = action.fields().get("ui_reference").asText();
        if (!recordPath.startsWith(place.substring(0, place.indexOf('/') + 1))) {
            throw new IllegalArgumentException("Custom action " + customActionId + " stands at " + place + ", not on '"
                    + recordPath + "'; click it on a record of that resource");
        }
        return address(action, recordPath, nonces.issue(actions.owner(customActionId)));
    }

    /**
     * The address a forged click opens: like {@link #address(long, String)} for any record and with any nonce.
     *
     * @param customActionId the custom action
     * @param recordPath what is to follow {@code /api/v4/} in {@code subject_url}
     * @param nonce the nonce, which need not be one
     * @throws IllegalArgumentException if there is no such custom action
     */
    public URI forgedAddress(long customActionId, String recordPath, String nonce) {
        return address(actions.existing(customActionId), recordPath, nonce);
    }

    /**
     * Opens any address.
     *
     * @param address an absolute http address
     * @return the answer
     * @throws java.util.concurrent.CompletionException if none came within the delivery time-out
     */
    public HttpResponse<String> open(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private URI address(ClioRecord action, String recordPath, String nonce) {
        String target = action.fields().get("target_url").asText();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("custom_action_id", Long.toString(action.id()));
        parameters.put("user_id", Long.toString(actions.owner(action.id())));
        parameters.put("subject_url", API + recordPath);
        parameters.put("custom_action_nonce", nonce);
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(target + (target.contains("?") ? "&" : "?") + query);
    }
}
