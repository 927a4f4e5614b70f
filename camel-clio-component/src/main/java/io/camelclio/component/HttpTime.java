package io.camelclio.component;

import io.camelclio.pull.http.HttpDate;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of a condition in the form HTTP wants (RFC 9110, "Date/Time Formats"). */
final class HttpTime {

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private HttpTime() {}

    /** Reads an HTTP date or an ISO time with its offset; null stays null. */
    static String of(String time) {
        if (time == null || HttpDate.parse(time).isPresent()) {
            return time;
        }
        try {
            return IMF_FIXDATE.format(OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Option ifModifiedSince or header " + ClioConstants.IF_MODIFIED_SINCE
                    + " is '" + time + "'; allowed are an HTTP date and an ISO time such as 2026-03-01T12:00:00Z");
        }
    }
}
