package io.camelclio.component.webhook.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for the bodies of requests that are not answered yet, in bytes. Anybody can send bodies before a signature shows
 * who they are, so the room is bounded for all paths together, not for each.
 */
public final class BodySpace {

    private final AtomicLong free;

    /** @param bytes how much may be held at a time */
    public BodySpace(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** Takes room, all of it or none; whoever took some gives it back. */
    boolean take(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void giveBack(int bytes) {
        free.addAndGet(bytes);
    }

    long free() {
        return free.get();
    }
}
