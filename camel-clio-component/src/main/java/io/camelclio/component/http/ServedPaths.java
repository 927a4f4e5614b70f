package io.camelclio.component.http;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;

/**
 * Which consumer serves which path. One path belongs to one consumer: a second one would never see a request, which
 * platform-http does not tell. A consumer that has stopped may go on saying so on its path until another one wants it.
 */
public final class ServedPaths {

    private record Owner(Consumer consumer, Runnable giveUp) {

        boolean hasStopped() {
            return giveUp != null;
        }
    }

    private final Map<String, Owner> owners = new HashMap<>();

    /**
     * Gives a path to a consumer, and has one that has stopped give it up.
     *
     * @param path the path on the HTTP server, beginning with a slash
     * @throws IllegalArgumentException naming both endpoints when another consumer has it
     */
    public synchronized void claim(String path, Consumer consumer) {
        Owner owner = owners.get(path);
        if (owner != null && owner.hasStopped()) {
            owner.giveUp().run();
        } else if (owner != null && owner.consumer() != consumer) {
            throw new IllegalArgumentException("Two consumers want the path " + path + ", "
                    + owner.consumer().getEndpoint() + " and " + consumer.getEndpoint()
                    + "; give one of them another path or connection");
        }
        owners.put(path, new Owner(consumer, null));
    }

    /**
     * Leaves a path to whoever wants it next, if it is this consumer's.
     *
     * @param giveUp run when somebody does
     */
    public synchronized void leave(String path, Consumer consumer, Runnable giveUp) {
        owners.computeIfPresent(
                path, (same, owner) -> owner.consumer() == consumer ? new Owner(consumer, giveUp) : owner);
    }

    /** Gives a path back, unless it is another consumer's. */
    public synchronized void release(String path, Consumer consumer) {
        owners.computeIfPresent(path, (same, owner) -> owner.consumer() == consumer ? null : owner);
    }
}
