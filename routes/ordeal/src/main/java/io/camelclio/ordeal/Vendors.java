package io.camelclio.ordeal;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.net.TcpProxy;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clio and Smokeball, each with a clock that is wrong by minutes, and the networks between them and the copies. Clio tries
 * a failed delivery again as often as the real one, only sooner: an hour becomes a minute.
 */
final class Vendors implements AutoCloseable {

    private static final int MOST_SKEW_SECONDS = 200;

    private final SkewedClock clioClock;
    private final SkewedClock smokeballClock;
    private final ClioSandbox clio;
    private final SmokeballSandbox smokeball;
    private final TcpProxy clioNetwork = TcpProxy.listening();
    private final TcpProxy smokeballNetwork = TcpProxy.listening();
    private final TcpProxy smokeballTokens = TcpProxy.listening();
    private final TcpProxy deliveries = TcpProxy.listening();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    private Vendors(Settings settings) {
        Random random = new Random(settings.seed());
        clioClock = clock(random);
        smokeballClock = clock(random);
        clio = ClioSandbox.builder()
                .seed(random.nextLong())
                .clock(clioClock)
                .retryBase(Duration.ofSeconds(settings.longForm() ? 2 : 1))
                .unlimited()
                .start();
        smokeball = SmokeballSandbox.builder()
                .seed(random.nextLong())
                .clock(smokeballClock)
                .start();
        clioNetwork.forwardTo(clio.baseUri().getPort());
        smokeballNetwork.forwardTo(smokeball.apiUri().getPort());
        smokeballTokens.forwardTo(smokeball.authUri().getPort());
        Firm.RESOURCES.forEach(resource -> clio.leadPagesTo(resource, uri(clioNetwork)));
    }

    private static SkewedClock clock(Random random) {
        return new SkewedClock(Duration.ofSeconds(random.nextInt(2 * MOST_SKEW_SECONDS) - MOST_SKEW_SECONDS));
    }

    static Vendors start(Settings settings) {
        return new Vendors(settings);
    }

    private static URI uri(TcpProxy network) {
        return URI.create("http://" + network.address());
    }

    ClioSandbox clio() {
        return clio;
    }

    SmokeballSandbox smokeball() {
        return smokeball;
    }

    SkewedClock clioClock() {
        return clioClock;
    }

    SkewedClock smokeballClock() {
        return smokeballClock;
    }

    /** Between the copies and Clio's API. */
    TcpProxy clioNetwork() {
        return clioNetwork;
    }

    /** Between the copies and Smokeball's API. */
    TcpProxy smokeballNetwork() {
        return smokeballNetwork;
    }

    /** Between Clio and the copies: the proxy that shares deliveries out. */
    TcpProxy deliveries() {
        return deliveries;
    }

    /** What the application is told of them. */
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("CLIO_CONNECTION", Ledger.CONNECTION),
                Map.entry("CLIO_API_URL", uri(clioNetwork).toString()),
                Map.entry("CLIO_CLIENT_ID", clio.clientId()),
                Map.entry("CLIO_CLIENT_SECRET", clio.clientSecret()),
                Map.entry("CLIO_REFRESH_TOKEN", clio.refreshToken()),
                Map.entry("CLIO_PUBLIC_URL", uri(deliveries).toString()),
                Map.entry("SMOKEBALL_CONNECTION", Ledger.CONNECTION),
                Map.entry("SMOKEBALL_API_URL", uri(smokeballNetwork).toString()),
                Map.entry("SMOKEBALL_AUTH_URL", uri(smokeballTokens).toString()),
                Map.entry("SMOKEBALL_API_KEY", smokeball.apiKey()),
                Map.entry("SMOKEBALL_CLIENT_ID", smokeball.clientId()),
                Map.entry("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret()),
                Map.entry("SMOKEBALL_COLLECTIONS", "activity_code"));
    }

    /** Gives every webhook a new secret; the old ones are remembered as secrets all the same. */
    void rotateSecrets() {
        noteSecrets();
        clio.webhooks().ids().forEach(clio.webhooks()::rotateSecret);
        noteSecrets();
    }

    private void noteSecrets() {
        clio.records("webhooks")
                .all()
                .forEach(webhook ->
                        secrets.add(webhook.fields().path("shared_secret").asText()));
    }

    /** Everything that must be in no log, access tokens apart: these are told by their looks. */
    Set<String> secrets() {
        noteSecrets();
        Set<String> all = new HashSet<>(secrets);
        all.addAll(Set.of(
                clio.clientSecret(),
                clio.refreshToken(),
                smokeball.apiKey(),
                smokeball.clientSecret(),
                smokeball.refreshToken()));
        all.removeIf(String::isBlank);
        return all;
    }

    /** Whether Clio delivers every kind of record to the copies. */
    boolean areSubscribed() {
        return Firm.MODELS.keySet().stream().allMatch(model -> clio.webhooks().ids(model).stream()
                .anyMatch(id -> clio.webhooks().status(id).equals("enabled")));
    }

    /** Ends whatever has been done to them. */
    void heal() {
        clio.faults().clear();
        smokeball.faults().clear();
        for (TcpProxy network : new TcpProxy[] {clioNetwork, smokeballNetwork, smokeballTokens, deliveries}) {
            network.restore();
        }
    }

    @Override
    public void close() {
        clio.close();
        smokeball.close();
        clioNetwork.close();
        smokeballNetwork.close();
        smokeballTokens.close();
        deliveries.close();
    }
}
