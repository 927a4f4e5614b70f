package io.camelclio.testkit.clio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RedirectsTest {

    @Test
    void leadToAnotherPathOfTheSameHostWithTheQuery() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder()
                .redirecting("practice_areas", "matter_stages")
                .start()) {
            ApiClient api = new ApiClient(clio);

            ApiClient.Answer answer = api.get("practice_areas.json", "fields", "id,name");

            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.header("Location"))
                    .isEqualTo(clio.baseUri() + "/api/v4/matter_stages.json?fields=id%2Cname");
            assertThat(api.follow(answer.header("Location")).status()).isEqualTo(200);
            assertThat(api.get("practice_areas/12").header("Location"))
                    .isEqualTo(clio.baseUri() + "/api/v4/matter_stages/12");
            assertThat(api.get("practice_areas_of_others").status()).isEqualTo(404);
        }
    }

    @Test
    void leadToAnotherHost() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder()
                .redirecting("practice_areas", URI.create("https://elsewhere.example"))
                .start()) {
            assertThat(new ApiClient(clio).get("practice_areas").header("Location"))
                    .isEqualTo("https://elsewhere.example/api/v4/practice_areas");
        }
    }
}
