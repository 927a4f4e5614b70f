package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.http.HttpDate;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * What became of one request: an answer or a failure.
 *
 * @param token the access token it carried
 * @param sent when it was sent
 * @param response null when it failed
 * @param body of the answer; none when it failed
 * @param failure null when there was an answer
 */
record Attempt(String token, Instant sent, ClassicHttpResponse response, byte[] body, IOException failure) {

    static final int TOO_MANY_REQUESTS = 429;

    /** The HTTP status; 0 when there was no answer. */
    int status() {
        return response == null ? 0 : response.getCode();
    }

    boolean isAdmitted() {
        return response != null && status() < 400;
    }

    boolean isTimeOut() {
        return failure instanceof SocketTimeoutException;
    }

    /** The pause that the answer asks for, in seconds or up to a date; empty when it asks for none that can be read. */
    Optional<Duration> retryAfter(Clock clock) {
        return header("Retry-After").flatMap(text -> {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Instant now = header("Date").flatMap(HttpDate::parse).orElseGet(clock::instant);
            return HttpDate.parse(text).map(end -> Duration.between(now, end));
        });
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(response.getFirstHeader(name))
                .map(Header::getValue)
                .map(String::strip);
    }

    /** Shows neither token nor body. */
    @Override
    public String toString() {
        return "Attempt[" + status() + "]";
    }
}
