package io.camelclio.testkit.smokeball.oauth;

import io.camelclio.testkit.smokeball.records.Guids;
import java.util.Random;

/** The words that let a client in; invented from the sandbox's seed. */
public record Credentials(String apiKey, String clientId, String clientSecret) {

    public static Credentials invented(Random random) {
        return new Credentials(
                "sandbox-key-" + Guids.next(random),
                "sandbox-client-" + Guids.next(random),
                "sandbox-secret-" + Guids.next(random));
    }

    @Override
    public String toString() {
        return "Credentials[" + clientId + "]";
    }
}
