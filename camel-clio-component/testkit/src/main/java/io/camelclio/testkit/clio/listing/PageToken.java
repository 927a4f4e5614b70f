package io.camelclio.testkit.clio.listing;

import io.camelclio.testkit.clio.api.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a list begins or ends, as it is written into {@code page_token}. Its form is not published and none
 * of a client's business; here it is a direction and a number.
 */
record PageToken(Kind kind, long number) {

    enum Kind {
        /** The records whose ids are greater than the number; Clio's cursor mode. */
        AFTER,
        /** The last records whose ids are smaller than the number; a cursor mode page before another. */
        BEFORE,
        /** The records after as many as the number; Clio's offset mode. */
        SKIP
    }

    static PageToken after(long id) {
        return new PageToken(Kind.AFTER, id);
    }

    static PageToken before(long id) {
        return new PageToken(Kind.BEFORE, id);
    }

    static PageToken skip(long records) {
        return new PageToken(Kind.SKIP, records);
    }

    static PageToken read(String token) {
        try {
            String[] words = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
            return new PageToken(Kind.valueOf(words[0]), Math.max(0, Long.parseLong(words[1])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
            throw ApiError.badArgument("page_token is invalid");
        }
    }

    String write() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind + ":" + number).getBytes(StandardCharsets.UTF_8));
    }
}
