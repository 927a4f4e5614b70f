package io.camelclio.kafka.leadership;

import io.camelclio.kafka.state.KafkaStateRepository;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that counts on: whenever it leads, it reads the number under the cursor and writes the next one with its own
 * name. Two that do so at a time would write a number twice, or leave one out.
 */
final class Copy {

    private Copy() {}

    /** Arguments: brokers, leadership topic, state topic, file of times or "shipped", name. */
    public static void main(String[] arguments) throws Exception {
        Path times = arguments[3].equals("shipped") ? null : Path.of(arguments[3]);
        Locks locks = new Locks(arguments[0], arguments[1], arguments[2], times);
        KafkaClusterService service = locks.service();
        KafkaStateRepository state = locks.state(service);
        service.start();
        state.start();
        service.getView(Locks.LOCK);
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
            if (service.isLeader(Locks.LOCK)) {
                count(state, arguments[4]);
            }
        }
    }

    private static void count(KafkaStateRepository state, String name) {
        try {
            String last = state.getState(Locks.CURSOR);
            long number = last == null ? 0 : Long.parseLong(last.split(" ")[0]);
            state.setState(Locks.CURSOR, (number + 1) + " " + name);
        } catch (FencedException e) {
            System.out.println("FENCED");
        } catch (RuntimeException e) {
            System.out.println("FAILED " + e.getMessage());
        }
    }
}
