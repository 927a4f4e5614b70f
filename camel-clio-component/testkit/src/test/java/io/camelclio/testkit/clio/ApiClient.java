package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A bare client of the sandbox's API: one access token, and answers as they came. */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer and its JSON body, a missing node where there is none. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() throws Exception {
            return JSON.readTree(text());
        }

        public JsonNode data() throws Exception {
            return json().path("data");
        }

        public String errorType() throws Exception {
            return json().at("/error/type").asText();
        }

        public String errorMessage() throws Exception {
            return json().at("/error/message").asText();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUri;
    private final String token;

    public ApiClient(ClioSandbox clio) {
        this(clio, clio.accessToken());
    }

    public ApiClient(ClioSandbox clio, String token) {
        this.baseUri = clio.baseUri();
        this.token = token;
    }

    /** Query parameters are given as name, value, name, value. */
    public Answer get(String path, String... query) throws Exception {
        return send(request(path, query).GET());
    }

    public Answer getWith(String header, String value, String path, String... query) throws Exception {
        return send(request(path, query).GET().header(header, value));
    }

    public Answer follow(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token));
    }

    public Answer post(String path, String body, String... query) throws Exception {
        return send(request(path, query)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer patch(String path, String body, String... query) throws Exception {
        return send(request(path, query).method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer patchIfMatch(String etag, String path, String body) throws Exception {
        return send(request(path).header("If-Match", etag).method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer putWith(String header, String value, String path) throws Exception {
        return send(request(path).header(header, value).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    public Answer delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    public Answer deleteIfMatch(String etag, String path) throws Exception {
        return send(request(path).header("If-Match", etag).DELETE());
    }

    public Answer send(String method, String path) throws Exception {
        return send(request(path).method(method, HttpRequest.BodyPublishers.ofString("{\"data\":{}}")));
    }

    /** Form fields are given as name, value, name, value. */
    public Answer form(String path, String... fields) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(baseUri + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
    }

    /** Posts JSON to a path outside {@code /api/v4}. */
    public Answer jsonTo(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(baseUri + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... query) {
        String suffix = query.length == 0 ? "" : "?" + encode(query);
        return HttpRequest.newBuilder(URI.create(baseUri + "/api/v4/" + path + suffix))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static String encode(String... pairs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(pairs[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
