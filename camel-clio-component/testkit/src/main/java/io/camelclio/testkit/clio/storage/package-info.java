/**
 * The storage service that keeps files for a played Clio, on a port of its own: files go in and out by signed links that
 * expire, and a request with an access token is refused. It answers in the words of Amazon S3, where Clio's published
 * examples lead.
 *
 * <pre>{@code
 * try (FileStorage storage = FileStorage.start(clock, Duration.ofMinutes(10), 1_000_000, 1)) {
 *     URI link = storage.uploadLink("/bucket/a.txt", Map.of("Content-Type", "text/plain"));
 *     // a PUT to the link with that very header stores the file; storage.find("/bucket/a.txt") tells size and digest
 * }
 * }</pre>
 *
 * <p>Not played: ranges of a file, and everything else that needs no signed link of Clio's.
 */
package io.camelclio.testkit.clio.storage;
