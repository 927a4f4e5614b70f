package io.camelclio.pull.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://app.clio.com, https://app.clio.com:443/api/v4, true",
        "https://app.clio.com, HTTPS://APP.clio.com/x, true",
        "http://127.0.0.1, http://127.0.0.1:80/x, true",
        "https://app.clio.com, http://app.clio.com, false",
        "https://app.clio.com, https://app.clio.com:8443, false",
        "https://app.clio.com, https://app.clio.com.evil.example, false",
        "https://app.clio.com, https://eu.app.clio.com, false",
        "https://app.clio.com, /api/v4/activities.json, false"
    })
    void isTheSameOnlyForOneSchemeHostAndPort(URI one, URI other, boolean same) {
        assertThat(Origin.of(one).equals(Origin.of(other))).isEqualTo(same);
    }
}
