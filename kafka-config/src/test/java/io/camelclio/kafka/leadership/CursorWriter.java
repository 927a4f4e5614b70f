package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.state.KafkaStateRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that saves cursors as fast as it can until it is killed. It says of each value that it is about to give it, and
 * again when it has been saved; a line that is written outlives the process.
 */
final class CursorWriter {

    static final String GIVEN = "GIVEN";
    static final String SAVED = "SAVED";
    static final String NOTHING = "nothing";

    private static final int KEYS = 3;

    private CursorWriter() {}

    /** Arguments: brokers, leadership topic, state topic, file of times or "unguarded", seed. */
    public static void main(String[] arguments) throws Exception {
        boolean guarded = !arguments[3].equals("unguarded");
        Locks locks = new Locks(arguments[0], arguments[1], arguments[2], guarded ? Path.of(arguments[3]) : null);
        KafkaClusterService leadership = locks.service();
        KafkaStateRepository state = guarded ? locks.state(leadership) : unguarded(locks);
        state.start();
        if (guarded) {
            leadership.start();
            leadership.getView(Locks.LOCK);
            while (!leadership.isLeader(Locks.LOCK)) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        Random random = new Random(Long.parseLong(arguments[4]));
        for (long number = 1; ; number++) {
            String key = "clio/us/" + random.nextInt(KEYS);
            String value = random.nextInt(10) == 0 ? NOTHING : arguments[4] + "-" + number;
            System.out.println(GIVEN + " " + key + " " + value);
            state.setState(key, value.equals(NOTHING) ? null : value);
            System.out.println(SAVED + " " + key + " " + value);
        }
    }

    /** As it is where no lock guards the keys. */
    static KafkaStateRepository unguarded(Locks locks) {
        return new KafkaStateRepository(
                locks.stateTopic(),
                locks.producing(),
                ClientSettings.merge(ClientUse.READING, locks.brokers(), null),
                Duration.ofSeconds(20));
    }
}
