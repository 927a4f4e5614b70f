package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs links and checks requests against their own signature: method, path, query and the signed headers must be those
 * of the link, and its time must not be over. No memory of links is needed. The parameters' names are Amazon's, the
 * signature's recipe is ours.
 */
final class LinkSigner {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String DATE = "X-Amz-Date";
    private static final String EXPIRES = "X-Amz-Expires";
    private static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
    private static final String SIGNATURE = "X-Amz-Signature";

    private final Clock clock;
    private final Duration life;
    private final byte[] secret;

    LinkSigner(Clock clock, Duration life, byte[] secret) {
        this.clock = clock;
        this.life = life;
        this.secret = secret.clone();
    }

    /**
     * Signs a link.
     *
     * @param headers those a request must carry, with these very values
     * @param query further parameters
     * @param from when the link's life begins
     */
    URI sign(String method, URI base, String path, Map<String, String> headers, Query query, Instant from) {
        Map<String, String> signed = new TreeMap<>(Map.of("host", base.getAuthority()));
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        Query unsigned = query.with("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                .with(DATE, TIME.format(from))
                .with(EXPIRES, Long.toString(life.toSeconds()))
                .with(SIGNED_HEADERS, String.join(";", signed.keySet()));
        String signature = signature(method, path, unsigned, signed);
        return URI.create(
                base + encoded(path) + "?" + unsigned.with(SIGNATURE, signature).encoded());
    }

    /** Throws a {@link Refusal} with 403 unless the request is the one a link was signed for. */
    void check(Request request) {
        if (request.header("Authorization").isPresent()) {
            throw denied("A request with a signed link must not carry an Authorization header");
        }
        Query query = request.query();
        Set<String> names =
                new TreeSet<>(Set.of(query.first(SIGNED_HEADERS).orElse("").split(";")));
        refuseExpired(query);
        Map<String, String> signed = new TreeMap<>();
        names.forEach(
                name -> signed.put(name, String.join(",", request.headers().all(name))));
        String expected = signature(request.method(), request.path(), query.without(SIGNATURE), signed);
        byte[] given = query.first(SIGNATURE).orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given)) {
            throw new Refusal(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        refuseUnsigned(request, names);
    }

    private void refuseExpired(Query query) {
        try {
            Instant from = Instant.from(TIME.parse(query.first(DATE).orElse("")));
            long seconds = Long.parseLong(query.first(EXPIRES).orElse(""));
            if (!clock.instant().isBefore(from.plusSeconds(seconds))) {
                throw denied("Request has expired");
            }
        } catch (DateTimeException | NumberFormatException notSigned) {
            throw denied("Access Denied");
        }
    }

    private static void refuseUnsigned(Request request, Set<String> signed) {
        boolean more = request.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("x-amz-") && !signed.contains(name));
        if (more) {
            throw denied("There were headers present in the request which were not signed");
        }
    }

    private static Refusal denied(String message) {
        return new Refusal(403, "AccessDenied", message);
    }

    private String signature(String method, String path, Query query, Map<String, String> headers) {
        StringBuilder text = new StringBuilder(method).append('\n').append(path).append('\n');
        new TreeSet<>(query.names())
                .forEach(name ->
                        text.append(name).append('=').append(query.all(name)).append('\n'));
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + path + "' is no path of a file", e);
        }
    }
}
