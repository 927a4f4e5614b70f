package io.camelclio.component.files;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.api.NoAnswer;
import io.camelclio.pull.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The storage behind Clio, reached by signed links and never with a token. It is not part of the API: it has no rate
 * budget, and nothing is sent to it but what the link was signed for.
 */
public final class SignedStorage {

    private static final int MOST_REDIRECTS = 3;
    private static final int LONGEST_REFUSAL = 4096;
    private static final Pattern CODE = Pattern.compile("<Code>(?<code>[A-Za-z0-9]{1,60})</Code>");

    private final HttpClient http;
    private final Clock clock;

    /**
     * @param http follows no redirects itself, and bounds the time to connect
     * @param clock measures how long is waited
     */
    public SignedStorage(HttpClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Begins to read a file.
     *
     * @param what names the file in messages
     * @param timeout the longest pause of the storage
     * @return fails with a {@link ClioException}: LINK_REFUSED where the link is not, or no longer, good
     */
    CompletableFuture<StoredFile> get(URI link, String what, Duration timeout) {
        return get(link, what, new Pace(timeout), MOST_REDIRECTS);
    }

    private CompletableFuture<StoredFile> get(URI link, String what, Pace pace, int redirectsLeft) {
        StorageLink checked;
        try {
            checked = StorageLink.of(link, Map.of(), "The link to " + what);
        } catch (ClioException e) {
            return CompletableFuture.failedFuture(e);
        }
        HttpRequest request = HttpRequest.newBuilder(checked.address())
                .timeout(pace.stall())
                .GET()
                .build();
        return http.sendAsync(request, body(what, pace))
                .exceptionally(failure -> {
                    throw new CompletionException(noAnswer(what, failure, pace));
                })
                .thenCompose(response -> {
                    if (response.statusCode() == 200) {
                        return CompletableFuture.completedFuture(file(response));
                    }
                    response.body().close();
                    if (isRedirect(response) && redirectsLeft > 0) {
                        return get(target(response, what), what, pace, redirectsLeft - 1);
                    }
                    return CompletableFuture.failedFuture(refusal(what, response.statusCode(), ""));
                });
    }

    private static boolean isRedirect(HttpResponse<?> response) {
        return response.statusCode() / 100 == 3
                && response.headers().firstValue("Location").isPresent();
    }

    private static URI target(HttpResponse<?> response, String what) {
        try {
            return response.uri()
                    .resolve(response.headers().firstValue("Location").orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new CompletionException(new ClioException(
                    Kind.REDIRECTED, response.statusCode(), "The link to " + what + " leads to no address"));
        }
    }

    private static StoredFile file(HttpResponse<FileStream> response) {
        return new StoredFile(
                FileName.of(response.headers().firstValue("Content-Disposition"), response.uri()),
                response.headers().firstValue("Content-Type"),
                length(response.headers().firstValue("Content-Length").orElse("")),
                response.body());
    }

    private static OptionalLong length(String header) {
        return header.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(header)) : OptionalLong.empty();
    }

    private BodyHandler<FileStream> body(String what, Pace pace) {
        return answer -> new FileStream(
                what, length(answer.headers().firstValue("Content-Length").orElse("")), pace, clock);
    }

    /**
     * Stores a range of bytes, and waits until the storage has them.
     *
     * @param what names the bytes in messages
     * @param timeout the longest pause of the storage
     * @throws ClioException LINK_REFUSED where the storage does not take them by this link
     */
    void put(StorageLink link, UploadContent content, Range range, String what, Duration timeout) throws ClioException {
        Pace pace = new Pace(timeout);
        try (CountedStream bytes = new CountedStream(content.read(range))) {
            HttpResponse<FileStream> response = sent(request(link, bytes, range, what), bytes, range, what, pace);
            try (FileStream answer = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw refusal(what, response.statusCode(), code(answer));
                }
            }
        } catch (IOException e) {
            throw new ClioException(Kind.INVALID_REQUEST, what + " cannot be read to be stored", e);
        }
    }

    private static HttpRequest request(StorageLink link, InputStream bytes, Range range, String what)
            throws ClioException {
        // Without a length the client would send chunks, which a signed link does not allow.
        BodyPublisher body = range.length() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> bytes), range.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(link.address()).PUT(body);
        for (Map.Entry<String, String> header : link.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Length")) {
                requireLength(header.getValue(), range, what);
            } else {
                set(request, header.getKey(), header.getValue(), what);
            }
        }
        return request.build();
    }

    /** The client sets the length itself, so what Clio signed can only be compared. */
    private static void requireLength(String signed, Range range, String what) throws ClioException {
        if (!signed.strip().equals(Long.toString(range.length()))) {
            throw new ClioException(
                    Kind.UNEXPECTED_ANSWER,
                    0,
                    "The link for " + what + " is signed for another length than " + range.length());
        }
    }

    private static void set(HttpRequest.Builder request, String name, String value, String what) throws ClioException {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new ClioException(
                    Kind.UNEXPECTED_ANSWER, 0, "The link for " + what + " asks for a header that cannot be sent");
        }
    }

    private HttpResponse<FileStream> sent(HttpRequest request, CountedStream bytes, Range range, String what, Pace pace)
            throws ClioException {
        Transfer transfer = new Transfer(pace, range.length(), clock);
        return transfer.await(http.sendAsync(request, body(what, pace)), bytes::count, what);
    }

    static ClioException noAnswer(String what, Throwable failure, Pace pace) {
        Throwable cause = HttpCall.cause(failure);
        return NoAnswer.of("Clio's storage, asked for " + what + ",", cause, pace.stall());
    }

    private static ClioException refusal(String what, int status, String code) {
        Kind kind = status >= 500
                ? Kind.VENDOR_FAILURE
                : status >= 400 ? Kind.LINK_REFUSED : status >= 300 ? Kind.REDIRECTED : Kind.UNEXPECTED_ANSWER;
        return new ClioException(kind, status, "Clio's storage answered " + status + code + " for " + what);
    }

    /** The storage's own word for the refusal, such as SignatureDoesNotMatch: nothing else of its answer is safe. */
    private static String code(FileStream answer) {
        try {
            Matcher code = CODE.matcher(new String(answer.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8));
            return code.find() ? " " + code.group("code") : "";
        } catch (IOException e) {
            return "";
        }
    }
}
