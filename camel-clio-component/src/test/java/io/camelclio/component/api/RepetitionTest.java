package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {

    private final Repetition earliest = new Repetition(() -> 0);
    private final Repetition latest = new Repetition(() -> 1);

    @ParameterizedTest
    @CsvSource({
        // kind, read, create, update, delete
        "INVALID_REQUEST,     false, false, false, false",
        "CREDENTIALS,         false, false, false, false",
        "FORBIDDEN,           false, false, false, false",
        "NOT_FOUND,           false, false, false, false",
        "CONFLICT,            false, false, false, true",
        "VERSION_GONE,        false, false, false, false",
        "PRECONDITION_FAILED, false, false, false, false",
        "RATE_LIMITED,        true,  true,  true,  true",
        "BUDGET_EXHAUSTED,    false, false, false, false",
        "VENDOR_FAILURE,      true,  false, false, true",
        "UNREACHABLE,         true,  true,  true,  true",
        "NO_ANSWER,           true,  false, false, true",
        "REDIRECTED,          false, false, false, false",
        "HTML_PAGE,           false, false, false, false",
        "WRONG_CONTENT_TYPE,  false, false, false, false",
        "TOO_LONG,            false, false, false, false",
        "MALFORMED_JSON,      true,  false, false, false",
        "UNEXPECTED_ANSWER,   false, false, false, false"
    })
    void repeatsByKindAndAChangeOnlyIfItWasSurelyNotApplied(
            Kind kind, boolean read, boolean create, boolean update, boolean delete) {
        assertThat(repeats(ClioOperation.get, kind)).as("get").isEqualTo(read);
        assertThat(repeats(ClioOperation.create, kind)).as("create").isEqualTo(create);
        assertThat(repeats(ClioOperation.update, kind)).as("update").isEqualTo(update);
        assertThat(repeats(ClioOperation.delete, kind)).as("delete").isEqualTo(delete);
    }

    @ParameterizedTest
    @CsvSource({"0, 250, 500", "1, 500, 1000", "2, 1000, 2000", "3, 2000, 4000", "9, 15000, 30000", "70, 15000, 30000"})
    void pausesLongerEachTimeUpToHalfAMinuteWithJitter(int made, long least, long most) {
        ClioCall patient = call(ClioOperation.get).mostRepeats(100);

        assertThat(earliest.pause(patient, failure(Kind.NO_ANSWER), made)).contains(Duration.ofMillis(least));
        assertThat(latest.pause(patient, failure(Kind.NO_ANSWER), made)).contains(Duration.ofMillis(most));
    }

    @Test
    void leavesThePauseOfARateLimitToTheBudget() {
        ClioException ofTheApi = ClioErrors.of("GET /api/v4/activities.json", 429, new byte[0]);

        assertThat(latest.pause(call(ClioOperation.get), ofTheApi, 3)).contains(Duration.ZERO);
        assertThat(latest.pause(call(ClioOperation.get), failure(Kind.RATE_LIMITED), 3))
                .as("a rate limit of the token's address, which no budget waits for")
                .contains(Duration.ofSeconds(4));
    }

    @Test
    void givesUpAfterAsManyRepeatsAsTheCallAllows() {
        ClioCall twice = call(ClioOperation.get).mostRepeats(2);

        assertThat(latest.pause(twice, failure(Kind.NO_ANSWER), 1)).isPresent();
        assertThat(latest.pause(twice, failure(Kind.NO_ANSWER), 2)).isEmpty();
        assertThat(latest.pause(call(ClioOperation.get).mostRepeats(0), failure(Kind.RATE_LIMITED), 0))
                .isEqualTo(Optional.empty());
    }

    private boolean repeats(ClioOperation operation, Kind kind) {
        return earliest.pause(call(operation), failure(kind), 0).isPresent();
    }

    private static ClioException failure(Kind kind) {
        return new ClioException(kind, 0, "What happened");
    }

    private static ClioCall call(ClioOperation name) {
        Operation operation = Catalogue.clio().resource("activities").operation(name);
        return ClioCall.of("activities", operation, "activities");
    }
}
