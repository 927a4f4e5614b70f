package io.camelclio.app.smokeball.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmokeballInstallationTest {

    @ParameterizedTest
    @CsvSource({
        "us, production, https://api.smokeball.com, https://auth.smokeball.com",
        "au, production, https://api.smokeball.com.au, https://auth.smokeball.com.au",
        "uk, production, https://api.smokeball.co.uk, https://auth.smokeball.co.uk",
        "us, staging, https://stagingapi.smokeball.com, https://datastaging-auth.smokeball.com",
        "au, staging, https://stagingapi.smokeball.com.au, https://datastaging-auth.smokeball.com.au",
        "uk, staging, https://stagingapi.smokeball.co.uk, https://datastaging-auth.smokeball.co.uk"
    })
    void regionAndEnvironmentGiveBothAddresses(String region, String environment, URI api, URI auth) {
        SmokeballInstallation installation =
                SmokeballInstallation.of(region, environment).orElseThrow();

        assertThat(installation.api()).isEqualTo(api);
        assertThat(installation.auth()).isEqualTo(auth);
        assertThat(SmokeballInstallation.contradiction(api, auth)).isEmpty();
    }

    @Test
    void otherWordsAreNoInstallation() {
        assertThat(SmokeballInstallation.of("eu", "production")).isEmpty();
        assertThat(SmokeballInstallation.of("us", "test")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.smokeball.com, https://auth.smokeball.com.au, two installations",
        "https://stagingapi.smokeball.com, https://auth.smokeball.com, two installations",
        "https://auth.smokeball.com, https://api.smokeball.com, wrong way round",
        "https://proxy.firm.example, https://api.smokeball.com, wrong way round"
    })
    void addressesThatDoNotBelongTogetherContradict(URI api, URI auth, String why) {
        assertThat(SmokeballInstallation.contradiction(api, auth))
                .hasValueSatisfying(text -> assertThat(text).contains(api.toString(), auth.toString(), why));
    }

    @Test
    void proxyMayStandBeforeOneOfThem() {
        assertThat(SmokeballInstallation.contradiction(
                        URI.create("https://proxy.firm.example"), URI.create("https://auth.smokeball.com.au")))
                .isEmpty();
    }
}
