package io.camelclio.kafka.leadership;

import io.camelclio.kafka.state.KafkaStateRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A copy of an application that counts on: whenever it leads, it reads the number under the cursor and writes the next one
 * with its own name. Two that do so at a time would write a number twice, or leave one out.
 */
final class Copy implements AutoCloseable {

    private final String name;
    private final KafkaClusterService service;
    private final KafkaStateRepository state;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    Copy(Locks locks, String name) {
        this.name = name;
        this.service = locks.service();
        this.state = locks.state(service);
        this.thread = new Thread(this::run, "copy-" + name);
        thread.setDaemon(true);
    }

    /** Arguments: brokers, leadership topic, state topic, file of times or "shipped", name. */
    public static void main(String[] arguments) throws Exception {
        Path times = arguments[3].equals("shipped") ? null : Path.of(arguments[3]);
        new Copy(new Locks(arguments[0], arguments[1], arguments[2], times), arguments[4])
                .start()
                .thread
                .join();
    }

    Copy start() throws Exception {
        service.start();
        state.start();
        service.getView(Locks.LOCK);
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (!ended.await(20, TimeUnit.MILLISECONDS)) {
                if (service.isLeader(Locks.LOCK)) {
                    count();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count() {
        try {
            String last = state.getState(Locks.CURSOR);
            long next = 1 + (last == null ? 0 : Long.parseLong(last.split(" ")[0]));
            state.setState(Locks.CURSOR, next + " " + name);
            acknowledged.add(next);
        } catch (FencedException e) {
            System.out.println("FENCED " + name);
        } catch (RuntimeException e) {
            System.out.println("FAILED " + name + " " + e.getMessage());
        }
    }

    boolean leads() {
        return service.isLeader(Locks.LOCK);
    }

    /** The term under way. */
    Term term() {
        return service.term(Locks.LOCK);
    }

    /** The numbers that Kafka has taken, as this copy was told. */
    List<Long> acknowledged() {
        return acknowledged;
    }

    /** Steps down and leaves; does nothing the second time. */
    void stop() {
        ended.countDown();
        service.stop();
        state.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
