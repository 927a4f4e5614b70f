package io.camelclio.testkit.clio.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The refresh tokens in force, each of which belongs to one user. They neither expire nor are they replaced (Clio,
 * "FAQ"), unless the test has them rotated: then each is good once. The oldest make room for new ones.
 */
final class RefreshTokens {

    private static final int CAPACITY = 1_000;

    private final Random random;
    private final Map<String, Long> users = new LinkedHashMap<>();
    private boolean rotated;

    RefreshTokens(Random random) {
        this.random = random;
    }

    synchronized void rotate(boolean rotate) {
        rotated = rotate;
    }

    synchronized boolean rotated() {
        return rotated;
    }

    synchronized String issue(long user) {
        String token = "sandbox-refresh-" + Long.toHexString(random.nextLong());
        if (users.size() == CAPACITY) {
            users.remove(users.keySet().iterator().next());
        }
        users.put(token, user);
        return token;
    }

    /** The user a token belongs to, or empty if it is unknown or revoked; a rotated token is used up. */
    synchronized OptionalLong redeem(String token) {
        Long user = rotated ? users.remove(token) : users.get(token);
        return user == null ? OptionalLong.empty() : OptionalLong.of(user);
    }

    synchronized void revoke(String token) {
        users.remove(token);
    }
}
