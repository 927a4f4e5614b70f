package io.camelclio.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ClioSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ReplayTest {

    @Test
    void answersFromMemoryWithLinksThatLeadBackToItAndTheVendorsHeaders() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder()
                        .unlimited()
                        .generated("activities", 3)
                        .start();
                Replay replay = Replay.of(clio.baseUri())) {
            String page = "/api/v4/activities.json?limit=2&order=id(asc)";

            HttpResponse<String> first = get(replay.uri() + page, clio.accessToken());
            HttpResponse<String> again = get(replay.uri() + page, clio.accessToken());

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body())
                    .contains("\"next\":\"" + replay.uri())
                    .doesNotContain(clio.baseUri().toString());
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("X-RateLimit-Limit")).isPresent();
            assertThat(clio.requests().total()).isEqualTo(1);
        }
    }

    @Test
    void whatIsRefusedIsAskedAgain() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder().unlimited().start();
                Replay replay = Replay.of(clio.baseUri())) {
            String page = replay.uri() + "/api/v4/activities.json";

            assertThat(get(page, "wrong").statusCode()).isEqualTo(401);
            assertThat(get(page, clio.accessToken()).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(String address, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
    }
}
