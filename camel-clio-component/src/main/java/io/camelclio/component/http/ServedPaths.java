package io.camelclio.component.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;

/**
 * Which consumer serves which path. One path belongs to one consumer: a second one would never see a request, which
 * platform-http does not tell.
 */
public final class ServedPaths {

    private final Map<String, Consumer> owners = new ConcurrentHashMap<>();

    /**
     * Gives a path to a consumer.
     *
     * @param path the path on the HTTP server, beginning with a slash
     * @throws IllegalArgumentException naming both endpoints when another consumer has it
     */
    public void claim(String path, Consumer consumer) {
        Consumer owner = owners.putIfAbsent(path, consumer);
        if (owner != null && owner != consumer) {
            throw new IllegalArgumentException("Two consumers want the path " + path + ", " + owner.getEndpoint()
                    + " and " + consumer.getEndpoint() + "; give one of them another path or connection");
        }
    }

    /** Gives a path back, unless it is another consumer's. */
    public void release(String path, Consumer consumer) {
        owners.remove(path, consumer);
    }
}
