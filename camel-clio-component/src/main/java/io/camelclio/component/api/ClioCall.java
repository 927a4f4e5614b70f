package io.camelclio.component.api;

import io.camelclio.component.catalogue.Answer;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.Priority;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to Clio's API: what is asked, what a good answer holds, and how urgent and how patient the caller is. Put
 * together by one thread, then sent; never changed afterwards.
 */
public final class ClioCall {

    /** How often a failed call is made again when nothing else is said. */
    public static final int DEFAULT_REPEATS = 4;

    private static final int DEFAULT_REDIRECTS = 3;

    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(5);

    private final String resource;
    private final String operation;
    private final String method;
    private final Answer answer;
    private final String target;
    private final boolean link;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Query query = new Query();
    private byte[] json;
    private String apiVersion;
    private Priority priority = Priority.INTERACTIVE;
    private Duration patience = DEFAULT_PATIENCE;
    private int mostRepeats = DEFAULT_REPEATS;
    private int mostRedirects = DEFAULT_REDIRECTS;

    private ClioCall(String resource, String operation, String method, Answer answer, String target, boolean link) {
        this.resource = resource;
        this.operation = operation;
        this.method = method;
        this.answer = answer;
        this.target = target;
        this.link = link;
    }

    /**
     * A call of an operation.
     *
     * @param resource the resource's path in the catalogue, which names the call in meters
     * @param path the path below {@code /api/v4}, ids filled in: {@code activities/152}
     */
    public static ClioCall of(String resource, Operation operation, String path) {
        return new ClioCall(resource, operation.name().name(), operation.method(), operation.answer(), path, false);
    }

    /** A changing call outside the catalogue's operations, which Clio documents in prose alone and answers as it likes. */
    public static ClioCall changing(String resource, String operation, String method, String path) {
        return new ClioCall(resource, operation, method, Answer.NOTHING, path, false);
    }

    /** A reading call outside the catalogue's operations, such as that of a subject that Clio named. */
    public static ClioCall reading(String resource, String operation, Answer answer, String path) {
        return new ClioCall(resource, operation, "GET", answer, path, false);
    }

    /** The call of a link that an answer to this call gave, with the same urgency, patience and version. */
    public ClioCall following(String link) {
        ClioCall next = new ClioCall(resource, operation, "GET", answer, link, true);
        next.apiVersion = apiVersion;
        next.priority = priority;
        next.patience = patience;
        next.mostRepeats = mostRepeats;
        next.mostRedirects = mostRedirects;
        return next;
    }

    public ClioCall query(Query query) {
        this.query = query;
        return this;
    }

    /** A JSON body; null for none. */
    public ClioCall body(byte[] json) {
        this.json = json;
        return this;
    }

    /** A further header of the request; absent when the value is null. */
    public ClioCall header(String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** Another minor version than the connection's; null for that one. */
    public ClioCall apiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
        return this;
    }

    public ClioCall priority(Priority priority) {
        this.priority = priority;
        return this;
    }

    /** How long the call may wait for its place in the rate budget; zero fails at once when there is none. */
    public ClioCall patience(Duration patience) {
        this.patience = patience;
        return this;
    }

    /** How often the call may be made again when it fails in a way that may pass. */
    public ClioCall mostRepeats(int mostRepeats) {
        this.mostRepeats = mostRepeats;
        return this;
    }

    /** How many redirects within Clio's API may be followed to the answer; with none, each is a failure. */
    public ClioCall mostRedirects(int mostRedirects) {
        this.mostRedirects = mostRedirects;
        return this;
    }

    /** The resource's path in the catalogue. */
    public String resource() {
        return resource;
    }

    /** The operation's word, such as {@code list}. */
    public String operation() {
        return operation;
    }

    public String method() {
        return method;
    }

    /** The path below the API, such as {@code activities/152}; of a followed link, the link. */
    public String path() {
        return target;
    }

    Answer answer() {
        return answer;
    }

    boolean isLink() {
        return link;
    }

    Query query() {
        return query;
    }

    byte[] json() {
        return json;
    }

    Map<String, String> headers() {
        return headers;
    }

    String apiVersion() {
        return apiVersion;
    }

    /** Who it gives way to. */
    public Priority priority() {
        return priority;
    }

    Duration patience() {
        return patience;
    }

    int mostRepeats() {
        return mostRepeats;
    }

    int mostRedirects() {
        return mostRedirects;
    }

    /** A 304 is an answer to whoever asked on a condition, and a failure to everybody else. */
    boolean isConditional() {
        return headers.containsKey("If-None-Match") || headers.containsKey("If-Modified-Since");
    }

    /** Names the call, never its query or body. */
    @Override
    public String toString() {
        return method + " " + resource;
    }
}
