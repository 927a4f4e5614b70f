package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Content;
import java.util.Optional;

/**
 * What is known of one stored file.
 *
 * @param size in bytes
 * @param contentType the media type it was stored with
 * @param digest the MD5 of its bytes in lower-case hexadecimal digits; of a file put together from n parts the MD5 of
 *     the parts' MD5s, followed by {@code -n}, as Amazon S3 has it
 * @param content its bytes, or empty if they were too many to keep
 */
public record StoredFile(long size, String contentType, String digest, Optional<Content> content) {

    StoredFile withoutContent() {
        return new StoredFile(size, contentType, digest, Optional.empty());
    }
}
