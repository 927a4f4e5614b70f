package io.camelclio.app.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How parts are played.
 *
 * @param seconds how long the run lasts; empty for until it is stopped
 * @param kafkaPort port of the embedded broker, 0 for any free one
 * @param kafkaData folder of the embedded broker; empty for a temporary one
 * @param httpPort port on which the played Clio delivers, 0 for any free one
 */
public record SandboxSettings(Optional<Integer> seconds, int kafkaPort, Optional<Path> kafkaData, int httpPort) {

    /** @throws SettingsException naming all that is wrong */
    public static SandboxSettings read(Given given) throws SettingsException {
        Checks checks = new Checks(given);
        SandboxSettings settings = new SandboxSettings(
                checks.seconds("SANDBOX_SECONDS"),
                checks.port("KAFKA_PORT", 9092),
                checks.optional("KAFKA_DATA").map(Path::of),
                checks.port("HTTP_PORT", HttpSettings.DEFAULT_PORT));
        checks.throwIfAny();
        return settings;
    }
}
