package io.camelclio.app.settings;

import io.camelclio.app.tls.TrustedCertificates;
import io.camelclio.app.tls.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything the application is told, checked as a whole.
 *
 * @param clio empty when none of Clio's settings is given: the vendor is off
 * @param smokeball empty when none of Smokeball's settings is given
 * @param smokeballWebhooks empty when Smokeball is only polled
 * @param trusted whom calls to vendors trust besides those whom Java trusts
 * @param routesDir a folder of routes instead of the packaged ones
 */
public record Settings(
        Optional<ClioSettings> clio,
        Optional<SmokeballSettings> smokeball,
        Optional<SmokeballWebhookSettings> smokeballWebhooks,
        KafkaSettings kafka,
        HttpSettings http,
        String managementHost,
        int managementPort,
        Optional<TrustedCertificates> trusted,
        Optional<Path> routesDir) {

    /** The vendors that may be on or off. */
    public static final Set<String> VENDORS = Set.of("clio", "smokeball");

    /** What is wrong where there is no account: the settings have none, nor have a team's own routes. */
    public static final String NOTHING_TO_DO =
            "Neither Clio nor Smokeball has any setting, so there is nothing to do; see the README for the"
                    + " CLIO_… and SMOKEBALL_… settings";

    /** What is read from files again when these change. */
    public List<WatchedFile> certificates() {
        return Stream.<Optional<? extends WatchedFile>>of(http.certificate(), trusted)
                .<WatchedFile>flatMap(Optional::stream)
                .toList();
    }

    /** Those of {@link #VENDORS} whose account the settings name. */
    public Set<String> vendors() {
        Set<String> on = new TreeSet<>();
        clio.ifPresent(any -> on.add("clio"));
        smokeball.ifPresent(any -> on.add("smokeball"));
        return on;
    }

    /**
     * Reads and checks the settings.
     *
     * @throws SettingsException naming all that is missing, contradictory or wrong
     */
    public static Settings read(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        boolean clio = Part.CLIO.isReal(given);
        boolean smokeball = Part.SMOKEBALL.isReal(given);
        if (!clio && !smokeball && !checks.namesAccounts("ROUTES_DIR")) {
            checks.problem(NOTHING_TO_DO);
        }
        Settings settings = new Settings(
                clio ? Optional.of(ClioSettings.read(checks)) : Optional.empty(),
                smokeball ? Optional.of(SmokeballSettings.read(checks)) : Optional.empty(),
                SmokeballWebhookSettings.read(checks),
                KafkaSettings.read(checks),
                HttpSettings.read(checks),
                checks.optional("MANAGEMENT_HOST").orElse("127.0.0.1"),
                checks.port("MANAGEMENT_PORT", 9876),
                checks.trusted("TRUSTED_CERTIFICATES"),
                checks.routes("ROUTES_DIR"));
        if (settings.http().port() != 0 && settings.http().port() == settings.managementPort()) {
            checks.problem(
                    "HTTP_PORT and MANAGEMENT_PORT are both " + settings.http().port() + "; give each its own");
        }
        checks.throwIfAny();
        return settings;
    }

    /** Only what speaks of Kafka and the routes, for commands that touch no vendor. */
    public static KafkaSettings kafkaOf(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        KafkaSettings kafka = KafkaSettings.read(checks);
        checks.throwIfAny();
        return kafka;
    }

    /** Only what speaks of Clio, for commands that touch nothing else. */
    public static ClioSettings clioOf(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        ClioSettings clio = ClioSettings.read(checks);
        checks.throwIfAny();
        return clio;
    }
}
