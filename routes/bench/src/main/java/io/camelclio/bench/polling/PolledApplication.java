package io.camelclio.bench.polling;

import io.camelclio.bench.process.Program;
import io.camelclio.bench.subject.Bridge;
import io.camelclio.bench.subject.Start;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application with its packaged routes, which polls one vendor once while it is looked at. */
final class PolledApplication {

    private static final String DAY = "86400000";

    private PolledApplication() {}

    /**
     * @param vendor settings of the played vendor
     * @param connection a name that no poll had before, so that it begins at the beginning
     */
    static Start start(Map<String, String> vendor, String brokers, String connection, boolean latestState)
            throws IOException {
        Map<String, String> settings = new HashMap<>(vendor);
        settings.remove(VendorProcess.TOKEN);
        if (vendor.containsKey("CLIO_API_URL")) {
            settings.put("CLIO_CONNECTION", connection);
            settings.put("CLIO_PUBLIC_URL", "http://" + LoopbackPorts.HOST);
            settings.put(
                    "ROUTES_DIR",
                    Bridge.polls(Files.createTempDirectory("clio-bench")).toString());
        } else {
            settings.put("SMOKEBALL_CONNECTION", connection);
        }
        settings.put("KAFKA_BROKERS", brokers);
        settings.put("HTTP_HOST", LoopbackPorts.HOST);
        settings.put("HTTP_PORT", String.valueOf(LoopbackPorts.free()));
        settings.put("MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free()));
        settings.put("LATEST_STATE", latestState ? "on" : "off");
        settings.put("CLIO_POLL_PERIOD", DAY);
        settings.put("SMOKEBALL_POLL_PERIOD", DAY);
        return new Start("bridge, polling", Program.of(Bridge.class), settings, List.of());
    }
}
