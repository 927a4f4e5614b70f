package io.camelclio.testkit.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A process that can be killed and frozen as a whole, as by a power cut or a virtual machine that is suspended. Freezing
 * needs the command {@code kill} of POSIX systems. Closed, it is killed.
 */
public class KillableProcess implements AutoCloseable {

    private final String name;
    private final Process process;

    /** @param name for messages */
    public KillableProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    public final String name() {
        return name;
    }

    /** Whether it has not ended; one that is frozen has not. */
    public final boolean isAlive() {
        return process.isAlive();
    }

    /** The operating system's number for it. */
    public final long id() {
        return process.pid();
    }

    /** Nothing is closed, nobody is told; waits for its end for at most 10 seconds. */
    public final void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /**
     * Every thread stands still until {@link #wakeUp}.
     *
     * @throws IOException when it has ended, or cannot be signalled
     */
    public final void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** @throws IOException when it has ended, or cannot be signalled */
    public final void wakeUp() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, String.valueOf(id())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill " + signal + " " + name + " failed");
        }
    }

    /** Kills it without waiting for its end. */
    @Override
    public final void close() {
        process.destroyForcibly();
    }
}
