package io.camelclio.pull.token;

import java.util.Optional;

/** Keeps a refresh token as long as the process lives: enough where the vendor never replaces it. */
public final class MemoryTokenStore implements TokenStore {

    private volatile String token;

    @Override
    public Optional<String> load() {
        return Optional.ofNullable(token);
    }

    @Override
    public void save(String refreshToken) {
        token = refreshToken;
    }
}
