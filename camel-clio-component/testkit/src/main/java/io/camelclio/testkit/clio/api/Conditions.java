package io.camelclio.testkit.clio.api;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Conditional requests on single records (Clio's ETags page): 304 for an unchanged one, 412 for a stale update. */
public final class Conditions {

    private Conditions() {}

    /** Adds {@code ETag} and {@code Last-Modified}, and turns the answer into 304 where the request asks for it. */
    public static Response answer(Request request, ClioRecord record, Response response) {
        Response answer = request.method().equals("GET") && unchanged(request, record) ? Response.empty(304) : response;
        return answer.withHeader("ETag", record.etag()).withHeader("Last-Modified", Times.httpDate(record.updatedAt()));
    }

    public static void refuseStale(Request request, ClioRecord record) {
        Optional<String> expected = request.header("If-Match");
        if (expected.isPresent() && !matches(expected.get(), record)) {
            throw ApiError.stale();
        }
    }

    private static boolean unchanged(Request request, ClioRecord record) {
        Optional<String> known = request.header("If-None-Match");
        if (known.isPresent()) {
            return matches(known.get(), record);
        }
        return request.header("If-Modified-Since")
                .flatMap(Conditions::time)
                .filter(since -> !record.updatedAt().isAfter(since))
                .isPresent();
    }

    private static boolean matches(String etags, ClioRecord record) {
        for (String etag : etags.split(",")) {
            if (etag.strip().equals("*") || etag.strip().replaceFirst("^W/", "").equals(record.etag())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
