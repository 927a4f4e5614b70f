package io.camelclio.testkit.smokeball.oauth;

import io.camelclio.testkit.smokeball.records.Guids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The codes not yet exchanged: each is good once, for five minutes, for the address that it was sent to and for whoever knows
 * what its challenge was made of (Smokeball, "Authorization Code Grant"). Thread-safe.
 */
final class AuthorizationCodes {

    private static final int CAPACITY = 100;
    private static final Duration LIFE = Duration.ofMinutes(5);

    private record Code(String redirectUri, Optional<String> challenge, Instant expiry) {}

    private final Clock clock;
    private final Random random;
    private final Map<String, Code> codes = new LinkedHashMap<>();

    AuthorizationCodes(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String issue(String redirectUri, Optional<String> challenge) {
        if (codes.size() == CAPACITY) {
            codes.remove(codes.keySet().iterator().next());
        }
        String code = "sandbox-code-" + Guids.next(random);
        codes.put(code, new Code(redirectUri, challenge, clock.instant().plus(LIFE)));
        return code;
    }

    /** Uses a code up, whether it is good or not. */
    synchronized boolean redeem(String code, String redirectUri, Optional<String> verifier) {
        Code found = codes.remove(code);
        return found != null
                && clock.instant().isBefore(found.expiry())
                && found.redirectUri().equals(redirectUri)
                && found.challenge().equals(verifier.map(AuthorizationCodes::challenge));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
