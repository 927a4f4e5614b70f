package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bare client of the storage: what a link says, with the headers it says. */
final class StorageClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> put(String url, Map<String, String> headers, byte[] bytes) throws Exception {
        return put(url, headers, HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    HttpResponse<String> put(String url, Map<String, String> headers, HttpRequest.BodyPublisher bytes)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).PUT(bytes);
        headers.forEach(request::setHeader);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> getWith(String header, String value, String url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).header(header, value).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The {@code put_headers} of a version or a part, without the length, which the JDK's client sends itself. */
    static Map<String, String> headers(JsonNode of) {
        Map<String, String> headers = new LinkedHashMap<>();
        of.get("put_headers")
                .forEach(header -> headers.put(
                        header.get("name").asText(), header.get("value").asText()));
        headers.remove("Content-Length");
        return headers;
    }
}
