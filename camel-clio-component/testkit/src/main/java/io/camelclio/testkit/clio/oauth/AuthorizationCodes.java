package io.camelclio.testkit.clio.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** The authorisation codes not yet exchanged: each is good once, for ten minutes (Clio, "Authorization"). */
final class AuthorizationCodes {

    private static final int CAPACITY = 100;
    private static final Duration LIFE = Duration.ofMinutes(10);

    private record Code(long user, String redirectUri, Instant expiry) {}

    private final Clock clock;
    private final Random random;
    private final Map<String, Code> codes = new LinkedHashMap<>();

    AuthorizationCodes(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String issue(long user, String redirectUri) {
        if (codes.size() == CAPACITY) {
            codes.remove(codes.keySet().iterator().next());
        }
        String code = "sandbox-code-" + Long.toHexString(random.nextLong());
        codes.put(code, new Code(user, redirectUri, clock.instant().plus(LIFE)));
        return code;
    }

    /**
     * Uses a code up, whether it is good or not.
     *
     * @return the user who consented, or empty if the code is unknown, used, late or was sent to another address
     */
    synchronized OptionalLong redeem(String code, String redirectUri) {
        Code found = codes.remove(code);
        boolean good = found != null
                && clock.instant().isBefore(found.expiry())
                && found.redirectUri().equals(redirectUri);
        return good ? OptionalLong.of(found.user()) : OptionalLong.empty();
    }
}
