package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A storage service on a loopback port of its own, to and from which files go by signed links only. A request that
 * differs from its link in method, path, query or a signed header, comes late or carries {@code Authorization} is
 * refused with 403. Bodies are digested as they pass and kept only if they are small. Thread-safe.
 */
public final class FileStorage implements AutoCloseable {

    private static final String NO_TYPE = "application/octet-stream";

    private final Shelf shelf = new Shelf();
    private final Faults faults = new Faults();
    private final Clock clock;
    private final Duration linkLife;
    private final long keepUpTo;
    private final LinkSigner signer;
    private final SandboxServer server;
    private int linksToExpire;

    private FileStorage(Clock clock, Duration linkLife, long keepUpTo, long seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        this.clock = clock;
        this.linkLife = linkLife;
        this.keepUpTo = keepUpTo;
        this.signer = new LinkSigner(clock, linkLife, secret);
        this.server = SandboxServer.startStreaming(0, clock, faults, this::handle);
    }

    /**
     * Starts a storage service on a free port.
     *
     * @param clock decides when links expire
     * @param linkLife how long a link is good, in whole seconds
     * @param keepUpTo the greatest number of bytes of a file that is kept in memory; greater ones are counted and
     *     digested only
     * @param seed decides the signatures
     * @return the listening service
     */
    public static FileStorage start(Clock clock, Duration linkLife, long keepUpTo, long seed) {
        return new FileStorage(clock, linkLife, keepUpTo, seed);
    }

    /** The address of the root, without a slash at its end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The requests received so far. */
    public RequestLog requests() {
        return server.log();
    }

    /** What the test may switch on: 404, broken connections, files cut in the middle. */
    public Faults faults() {
        return faults;
    }

    /**
     * Makes the next links, for uploads as for downloads, ones whose time is over when they are handed out.
     *
     * @param times how many links
     */
    public synchronized void expireNextLinks(int times) {
        linksToExpire = times;
    }

    /**
     * A link to which a file is to be put.
     *
     * @param path the file's path, beginning with a slash
     * @param headers what the request must carry, by name
     */
    public URI uploadLink(String path, Map<String, String> headers) {
        return signer.sign("PUT", baseUri(), path, headers, Query.parse(null), beginning());
    }

    /**
     * A link to which one part of a file is to be put.
     *
     * @param path the file's path, beginning with a slash
     * @param part the part's number
     * @param headers what the request must carry, by name
     */
    public URI partLink(String path, int part, Map<String, String> headers) {
        return signer.sign("PUT", baseUri(), path, headers, Query.parse("partNumber=" + part), beginning());
    }

    /**
     * A link from which a file is to be got.
     *
     * @param path the file's path, beginning with a slash; there need not be such a file
     */
    public URI downloadLink(String path) {
        return signer.sign("GET", baseUri(), path, Map.of(), Query.parse(null), beginning());
    }

    /**
     * What is known of a file.
     *
     * @param path the file's path
     * @return the file, or empty if there is none
     */
    public Optional<StoredFile> find(String path) {
        return shelf.find(path);
    }

    /**
     * What is known of a part that is not yet part of a file.
     *
     * @param path the file's path
     * @param part the part's number
     * @return the part, or empty if it was not put
     */
    public Optional<StoredFile> findPart(String path, int part) {
        return shelf.find(partPath(path, part));
    }

    /**
     * Stores a file without a request. Its content is read once for its digest and again for each download.
     *
     * @param path the file's path
     * @param content its bytes
     * @param contentType its media type
     */
    public void store(String path, Content content, String contentType) {
        try (InputStream bytes = content.open()) {
            StoredFile file = Receipt.of(bytes, 0).file(contentType);
            shelf.put(path, new StoredFile(file.size(), contentType, file.digest(), Optional.of(content)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the content of " + path, e);
        }
    }

    /**
     * Stores a file that is already stored at a second path too.
     *
     * @param from the path of the file; if there is none, there is none at the second path either
     * @param to the second path
     */
    public void copy(String from, String to) {
        shelf.find(from).ifPresent(file -> shelf.put(to, file));
    }

    /**
     * Makes one file of its parts, in the order of their numbers, whatever the order in which they came.
     *
     * @param path the file's path
     * @param contentType its media type
     * @param numbers the parts' numbers, ascending; each must have been put
     * @throws IllegalArgumentException if one was not
     */
    public void join(String path, String contentType, Set<Integer> numbers) {
        MessageDigest digest = Receipt.digest();
        List<byte[]> bytes = new ArrayList<>();
        long size = 0;
        boolean complete = true;
        for (int number : numbers) {
            StoredFile part = findPart(path, number)
                    .orElseThrow(() -> new IllegalArgumentException("Part " + number + " of " + path + " is missing"));
            digest.update(HexFormat.of().parseHex(part.digest()));
            size += part.size();
            complete &= part.content().isPresent();
            part.content().map(KeptBytes.class::cast).ifPresent(content -> bytes.addAll(content.parts()));
        }
        Optional<Content> content = complete && size <= keepUpTo ? Optional.of(new KeptBytes(bytes)) : Optional.empty();
        numbers.forEach(number -> shelf.remove(partPath(path, number)));
        String joined = HexFormat.of().formatHex(digest.digest()) + "-" + numbers.size();
        shelf.put(path, new StoredFile(size, contentType, joined, content));
    }

    /** Stops answering. Repeating it has no effect. */
    @Override
    public void close() {
        server.close();
    }

    private synchronized Instant beginning() {
        if (linksToExpire > 0) {
            linksToExpire--;
            return clock.instant().minus(linkLife).minusSeconds(1);
        }
        return clock.instant();
    }

    private Response handle(Request request, InputStream body) throws IOException {
        try {
            signer.check(request);
            return switch (request.method()) {
                case "PUT" -> put(request, body);
                case "GET" -> get(request);
                default -> throw new Refusal(405, "MethodNotAllowed", "The method is not allowed for this resource");
            };
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private Response put(Request request, InputStream body) throws IOException {
        if (request.header("Transfer-Encoding").isPresent()) {
            throw new Refusal(
                    501,
                    "NotImplemented",
                    "A header you provided implies functionality that is not implemented: Transfer-Encoding");
        }
        if (request.header("Content-Length").isEmpty()) {
            throw new Refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
        Receipt receipt = Receipt.of(body, keepUpTo);
        String calculated = Base64.getEncoder().encodeToString(receipt.md5());
        Optional<String> expected = request.header("Content-MD5");
        if (expected.isPresent() && !expected.get().equals(calculated)) {
            throw Refusal.badDigest(expected.get(), calculated);
        }
        StoredFile file = receipt.file(request.header("Content-Type").orElse(NO_TYPE));
        Optional<Integer> part = request.query().first("partNumber").map(Integer::valueOf);
        shelf.put(part.map(number -> partPath(request.path(), number)).orElse(request.path()), file);
        return Response.empty(200).withHeader("ETag", etag(file));
    }

    private Response get(Request request) {
        StoredFile file = shelf.find(request.path())
                .orElseThrow(() -> new Refusal(404, "NoSuchKey", "The specified key does not exist."));
        Content content = file.content()
                .orElseThrow(() -> new Refusal(
                        501, "NotKeptBySandbox", "The sandbox kept size and digest of this file, not its bytes"));
        return new Response(200, Map.of("Content-Type", file.contentType(), "ETag", etag(file)), content);
    }

    private static String etag(StoredFile file) {
        return "\"" + file.digest() + "\"";
    }

    private static String partPath(String path, int part) {
        return path + "#" + part;
    }
}
