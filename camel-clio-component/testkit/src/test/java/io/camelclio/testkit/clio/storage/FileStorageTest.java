package io.camelclio.testkit.clio.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.http.Content;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileStorageTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final long LARGE = 40_000_000;

    private final FileStorage storage = FileStorage.start(CLOCK, Duration.ofMinutes(10), 1_000, 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        storage.close();
    }

    @Test
    void countsAndDigestsALargeFileWithoutKeepingIt() throws Exception {
        URI link = storage.uploadLink("/bucket/large", Map.of());
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.fromPublisher(
                HttpRequest.BodyPublishers.ofInputStream(() -> zeros(LARGE).open()), LARGE);

        int status = client.send(HttpRequest.newBuilder(link).PUT(body).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();

        assertThat(status).isEqualTo(200);
        StoredFile file = storage.find("/bucket/large").orElseThrow();
        assertThat(file.size()).isEqualTo(LARGE);
        assertThat(file.digest()).isEqualTo(md5(zeros(LARGE).open()));
        assertThat(file.content()).isEmpty();
        assertThat(get(storage.downloadLink("/bucket/large")).statusCode()).isEqualTo(501);
    }

    @Test
    void sendsALargeFileAsItIsMade() throws Exception {
        storage.store("/bucket/large", zeros(LARGE), "application/pdf");

        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(storage.downloadLink("/bucket/large")).build(),
                HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Length")).contains(Long.toString(LARGE));
        assertThat(md5(answer.body()))
                .isEqualTo(storage.find("/bucket/large").orElseThrow().digest());
    }

    @Test
    void keepsSmallFilesUnderAnyName() throws Exception {
        URI link = storage.uploadLink("/bucket/Übergabe & so %2F.txt", Map.of("Content-Type", "text/plain"));

        HttpResponse<Void> put = client.send(
                HttpRequest.newBuilder(link)
                        .header("Content-Type", "text/plain")
                        .PUT(HttpRequest.BodyPublishers.ofString("text"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("ETag")).contains("\"1cb251ec0d568de6a929b520c4aed8d1\"");
        assertThat(get(storage.downloadLink("/bucket/Übergabe & so %2F.txt")).body())
                .isEqualTo("text");
    }

    @Test
    void refusesAnythingButALinkOfItsOwn() throws Exception {
        URI link = storage.downloadLink("/bucket/a");
        storage.store("/bucket/a", Content.of(new byte[1]), "text/plain");
        storage.store("/bucket/b", Content.of(new byte[1]), "text/plain");

        assertThat(get(link).statusCode()).isEqualTo(200);
        assertThat(get(URI.create(link.toString().replace("/bucket/a", "/bucket/b")))
                        .body())
                .contains("SignatureDoesNotMatch");
        assertThat(get(URI.create(link.toString().replace("X-Amz-Expires=600", "X-Amz-Expires=6000")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(storage.baseUri().resolve("/bucket/a")).body()).contains("AccessDenied");
        assertThat(get(storage.uploadLink("/bucket/a", Map.of())).statusCode()).isEqualTo(403);
        assertThat(get(storage.downloadLink("/bucket/none")).body()).contains("NoSuchKey");
    }

    @Test
    void forgetsTheBytesOfTheOldestUploadsWhenTheyBecomeTooMany() throws Exception {
        byte[] megabyte = new byte[1024 * 1024];
        try (FileStorage roomy = FileStorage.start(CLOCK, Duration.ofMinutes(10), megabyte.length, 1)) {
            for (int i = 0; i < 70; i++) {
                client.send(
                        HttpRequest.newBuilder(roomy.uploadLink("/bucket/" + i, Map.of()))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(megabyte))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }

            assertThat(roomy.find("/bucket/5").orElseThrow().content()).isEmpty();
            assertThat(roomy.find("/bucket/5").orElseThrow().size()).isEqualTo(megabyte.length);
            assertThat(roomy.find("/bucket/6").orElseThrow().content()).isPresent();
        }
    }

    private HttpResponse<String> get(URI link) throws Exception {
        return client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String md5(InputStream bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        try (InputStream digested = new DigestInputStream(bytes, digest)) {
            digested.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Zeros that are made while they are read. */
    private static Content zeros(long length) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private long left = length;

                    @Override
                    public int read() {
                        return left-- > 0 ? 0 : -1;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int most) {
                        int count = (int) Math.min(most, left);
                        Arrays.fill(bytes, offset, offset + count, (byte) 0);
                        left -= count;
                        return count == 0 && most > 0 ? -1 : count;
                    }
                };
            }
        };
    }
}
