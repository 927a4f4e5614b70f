package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioException.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioErrorsTest {

    private static final String REQUEST = "GET /api/v4/activities.json";

    @ParameterizedTest
    @CsvSource({
        "302, REDIRECTED",
        "303, REDIRECTED",
        "307, REDIRECTED",
        "400, INVALID_REQUEST",
        "401, CREDENTIALS",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "409, CONFLICT",
        "410, VERSION_GONE",
        "412, PRECONDITION_FAILED",
        "418, UNEXPECTED_ANSWER",
        "422, INVALID_REQUEST",
        "429, RATE_LIMITED",
        "500, VENDOR_FAILURE",
        "503, VENDOR_FAILURE"
    })
    void classesEveryStatus(int status, Kind kind) {
        ClioException error = error(status, "");

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error).hasMessageStartingWith(REQUEST + " was answered " + status + ": ");
    }

    @Test
    void passesClioSWordsOnAndSaysWhatToDo() {
        assertThat(error(400, "{\"error\":{\"type\":\"InvalidFields\",\"message\":\"x is not a valid field\"}}"))
                .hasMessage(
                        REQUEST + " was answered 400 InvalidFields x is not a valid field: check fields, filters and"
                                + " body against Clio's reference");
    }

    @Test
    void readsErrorsInTheShapeOfOAuth() {
        assertThat(error(401, "{\"error\":\"invalid_token\",\"error_description\":\"The access token expired\"}"))
                .hasMessageStartingWith(REQUEST + " was answered 401 invalid_token The access token expired: check ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Bad gateway confidential</body></html>",
                "confidential",
                "{\"error\":{\"type\":\"cut confidential",
                "[\"confidential\"]",
                "\"confidential\"",
                "{\"data\":\"confidential\"}",
                "{\"error\":null,\"data\":\"confidential\"}",
                "{\"error\":[\"confidential\"]}",
                ""
            })
    void quotesNothingOfAnyOtherBody(String body) {
        assertThat(error(502, body))
                .hasMessageStartingWith(REQUEST + " was answered 502: ")
                .hasNoCause();
    }

    @Test
    void keepsTheWordsShortAndOnOneLine() {
        ClioException error = error(
                422, "{\"error\":{\"type\":\"ArgumentError\",\"message\":\"a\\r\\nb" + "c".repeat(5_000) + "\"}}");

        assertThat(error.getMessage())
                .contains("ArgumentError a  bccc")
                .hasSizeLessThan(400)
                .doesNotContain("\n", "\r");
    }

    private static ClioException error(int status, String body) {
        return ClioErrors.of(REQUEST, status, body.getBytes(StandardCharsets.UTF_8));
    }
}
