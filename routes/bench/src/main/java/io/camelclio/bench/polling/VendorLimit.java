package io.camelclio.bench.polling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast the played vendor hands its pages out when nobody does anything with them. */
final class VendorLimit {

    private static final Pattern NEXT = Pattern.compile("\"next\":(?:\"|\\{[^}]*\"href\":\")([^\"]+)\"");

    private VendorLimit() {}

    /** Walks all pages once to fill the memory of the {@link Replay}, and once more with a watch; in seconds. */
    static double seconds(String firstPage, String token, String apiKey) throws IOException, InterruptedException {
        walk(firstPage, token, apiKey);
        long began = System.nanoTime();
        walk(firstPage, token, apiKey);
        return (System.nanoTime() - began) / 1e9;
    }

    private static void walk(String firstPage, String token, String apiKey) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String page = firstPage;
        while (page != null) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page))
                    .header("Authorization", "Bearer " + token)
                    .header("x-api-key", apiKey)
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("The played vendor answers %d to %s".formatted(answer.statusCode(), page));
            }
            Matcher next = NEXT.matcher(answer.body());
            page = next.find() ? next.group(1) : null;
        }
    }
}
