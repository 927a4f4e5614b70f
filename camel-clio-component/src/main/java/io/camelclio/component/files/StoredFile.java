package io.camelclio.component.files;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is being read from Clio's storage.
 *
 * @param name a plain name without folders; empty when none can be told
 * @param contentType as the storage says
 * @param length in bytes; empty when the storage does not say
 * @param content holds a connection until it is read to its end or closed; fails with an {@link java.io.IOException}
 *     where the file is cut or stalls
 */
public record StoredFile(
        Optional<String> name, Optional<String> contentType, OptionalLong length, InputStream content) {}
