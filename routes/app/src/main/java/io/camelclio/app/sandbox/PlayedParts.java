package io.camelclio.app.sandbox;

import java.util.Map;

/** The parts that are played for one run. */
public interface PlayedParts extends AutoCloseable {

    /** The settings under which the application finds them, under the same names a person would use. */
    Map<String, String> settings();

    /** Properties of the routes that suit a short run; a value given by the user wins. */
    Map<String, String> routeProperties();

    /**
     * Shows the flow until the run is over, and judges it. Called once the application runs.
     *
     * @param httpPort where the application takes webhooks
     * @return the exit code: 0 if nothing was lost
     */
    int watch(int httpPort) throws Exception;

    @Override
    void close();
}
