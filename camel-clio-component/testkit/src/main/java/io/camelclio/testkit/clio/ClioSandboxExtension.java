package io.camelclio.testkit.clio;

import io.camelclio.testkit.junit.SandboxExtension;
import java.time.Duration;
import java.util.Map;

/**
 * Plays Clio for JUnit 5 tests: one account for the class as a static field, a fresh one for each test as any other.
 *
 * <pre>{@code
 * @RegisterExtension
 * final ClioSandboxExtension clio = ClioSandboxExtension.empty();
 * }</pre>
 *
 * <p>It is as strict as Clio. Only {@link #empty} and {@link #populated} hurry one thing: what a receiver did not take is
 * delivered again after {@value #RETRY_MILLIS} ms instead of two minutes.
 */
public final class ClioSandboxExtension extends SandboxExtension<ClioSandbox> {

    private static final long RETRY_MILLIS = 250;
    private static final long SEED = 1;

    private ClioSandboxExtension(ClioSandbox.Builder settings, boolean populated) {
        super(() -> start(settings, populated));
    }

    /** A new account: its owner, and no other record. */
    public static ClioSandboxExtension empty() {
        return new ClioSandboxExtension(hurried(), false);
    }

    /** The account of a small invented law firm, the same each time; {@link LegalPractice} says what is in it. */
    public static ClioSandboxExtension populated() {
        return new ClioSandboxExtension(hurried(), true);
    }

    /**
     * A new account at a Clio with settings of your own.
     *
     * @param settings taken when the sandbox starts
     */
    public static ClioSandboxExtension with(ClioSandbox.Builder settings) {
        return new ClioSandboxExtension(settings, false);
    }

    private static ClioSandbox.Builder hurried() {
        return ClioSandbox.builder().retryBase(Duration.ofMillis(RETRY_MILLIS));
    }

    private static ClioSandbox start(ClioSandbox.Builder settings, boolean populated) {
        ClioSandbox clio = settings.start();
        if (populated) {
            new LegalPractice(clio, SEED).populate();
        }
        return clio;
    }

    /**
     * The properties that lead the component {@code clio}, and with it {@code clio-webhook} and {@code clio-action}, to
     * this sandbox, as Camel Main, Spring Boot and Quarkus take them. The connection is called {@code sandbox}, and so
     * begin the keys of its records. They name a client secret that opens nothing else.
     */
    public Map<String, String> properties() {
        return Map.of(
                "camel.component.clio.connection-name", "sandbox",
                "camel.component.clio.api-url", sandbox().baseUri().toString(),
                "camel.component.clio.client-id", sandbox().clientId(),
                "camel.component.clio.client-secret", sandbox().clientSecret(),
                "camel.component.clio.refresh-token", sandbox().refreshToken());
    }
}
