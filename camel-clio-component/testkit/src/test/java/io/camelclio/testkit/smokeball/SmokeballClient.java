package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Asks a sandbox over HTTP, as an integration would. */
final class SmokeballClient {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SmokeballSandbox sandbox;
    private final String token;

    SmokeballClient(SmokeballSandbox sandbox) {
        this(sandbox, sandbox.accessToken());
    }

    SmokeballClient(SmokeballSandbox sandbox, String token) {
        this.sandbox = sandbox;
        this.token = token;
    }

    HttpResponse<String> get(String pathAndQuery) throws Exception {
        return get(pathAndQuery, "x-api-key", sandbox.apiKey(), "Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
        HttpRequest.Builder request = request(sandbox.apiUri() + pathAndQuery);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    int status(String pathAndQuery) throws Exception {
        return get(pathAndQuery).statusCode();
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return send(request(sandbox.apiUri() + path)
                .header("x-api-key", sandbox.apiKey())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    JsonNode page(String pathAndQuery) throws Exception {
        HttpResponse<String> response = get(pathAndQuery);
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    List<String> ids(String pathAndQuery) throws Exception {
        List<String> ids = new ArrayList<>();
        page(pathAndQuery).get("value").forEach(row -> ids.add(row.get("id").textValue()));
        return ids;
    }

    HttpResponse<String> token(String form) throws Exception {
        return token(form, sandbox.clientId() + ":" + sandbox.clientSecret());
    }

    HttpResponse<String> token(String form, String client) throws Exception {
        String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        return send(request(sandbox.authUri() + "/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(20));
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return json(response.body());
    }

    static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
