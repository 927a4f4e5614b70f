package io.camelclio.testkit.smokeball;

import java.util.Random;

/** The words that let a client in; invented from the sandbox's seed. */
record Credentials(String apiKey, String clientId, String clientSecret, String refreshToken, String accountId) {

    static Credentials invented(Random random) {
        return new Credentials(
                "sandbox-key-" + Guids.next(random),
                "sandbox-client-" + Guids.next(random),
                "sandbox-secret-" + Guids.next(random),
                "sandbox-refresh-" + Guids.next(random),
                Guids.next(random));
    }

    @Override
    public String toString() {
        return "Credentials[" + clientId + "]";
    }
}
