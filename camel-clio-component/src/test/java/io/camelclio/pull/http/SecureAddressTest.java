package io.camelclio.pull.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "HTTPS://a.example/x?y=z#f",
                "http://127.0.0.1:8080",
                "http://LOCALHOST",
                "http://[::1]:1/x"
            })
    void isHttpsOrHttpWithinThisMachine(URI address) {
        assertThat(SecureAddress.isSecure(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example",
                "http://localhost.a.example",
                "http://127.0.0.1.a.example",
                "ftp://a.example",
                "a.example",
                "https:///x",
                "https:a.example",
                "https://u@a.example",
                "https://@a.example",
                "http://127.0.0.1@a.example"
            })
    void isNothingElse(URI address) {
        assertThat(SecureAddress.isSecure(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example?x", "https://a.example/#", "http://a.example"})
    void whatHasAQueryOrAFragmentIsNoBase(URI address) {
        assertThat(SecureAddress.isBase(address)).isFalse();
        assertThat(SecureAddress.isBase(URI.create("https://a.example/x"))).isTrue();
    }

    @Test
    void aUserIsNotShown() {
        assertThat(SecureAddress.withoutUser("https://ada:s3/c@ret@a.example/x"))
                .isEqualTo("https://…@a.example/x");
        assertThat(SecureAddress.withoutUser("https://a.example/x")).isEqualTo("https://a.example/x");
    }
}
