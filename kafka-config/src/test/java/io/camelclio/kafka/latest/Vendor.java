package io.camelclio.kafka.latest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One record at the vendor: it changes, goes and maybe comes back, and is seen by deliveries, which can be late and
 * come twice, and by reads. At the end it is looked at once more.
 */
final class Vendor {

    private final String topic;
    private final String key;
    private final Random random;
    private final List<Seen> seen = new ArrayList<>();
    private int now = 1;
    private int changed = 1;
    private int version = 1;
    private boolean there = true;
    private boolean restored;

    Vendor(String topic, String key, boolean restorable, Random random) {
        this.topic = topic;
        this.key = key;
        this.random = random;
        for (int step = random.nextInt(12); step >= 0; step--) {
            now += random.nextInt(3);
            if (there) {
                if (random.nextInt(4) == 0) {
                    delete();
                } else {
                    change();
                }
            } else if (restorable && random.nextBoolean()) {
                restore();
            }
            if (random.nextInt(3) == 0) {
                now++;
                look();
            }
        }
        // A clock that counts whole minutes cannot tell what happens within one; later than all deliveries, it can.
        now += 20;
        look();
    }

    private void change() {
        version++;
        changed = now;
        deliver("changed");
    }

    private void delete() {
        there = false;
        deliver("deleted");
    }

    /** The vendor may leave the time of the record as it was. */
    private void restore() {
        there = true;
        restored = true;
        if (random.nextBoolean()) {
            version++;
            changed = now;
        }
        deliver("changed");
    }

    /** None, one or two deliveries. A deletion carries the time of sending, as it has none of its own. */
    private void deliver(String type) {
        for (int copies = random.nextInt(3); copies > 0; copies--) {
            int received = now + random.nextInt(10);
            int time = type.equals("deleted") ? received : changed;
            seen.add(new Seen(topic, key, type, Seen.minute(time), Seen.minute(received), true, "version " + version));
        }
    }

    private void look() {
        seen.add(
                there
                        ? Seen.read(topic, key, changed, now, "version " + version)
                        : Seen.missing(topic, key, now + random.nextInt(2), now));
    }

    List<Seen> seen() {
        return seen;
    }

    boolean restored() {
        return restored;
    }

    String content() {
        return there ? "version " + version : null;
    }
}
