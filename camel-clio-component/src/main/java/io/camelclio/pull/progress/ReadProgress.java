package io.camelclio.pull.progress;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * How far a read in pages has come: every record of the pages before is confirmed.
 *
 * @param began the vendor's time at the start of the read, to which the watermark moves at its end
 * @param request tells what was asked for, without white space; progress of another request is worthless
 * @param page where the read goes on, without white space: path and query of the page's link, never its host
 */
public record ReadProgress(Instant began, String request, String page) {

    String text() {
        return began + " " + request + " " + page;
    }

    /** @throws DateTimeException when the text is no progress */
    static ReadProgress parse(String text) {
        String[] words = text.split(" ");
        if (words.length != 3) {
            throw new DateTimeException("Not a time, a request and a page");
        }
        return new ReadProgress(Instant.parse(words[0]), words[1], words[2]);
    }
}
