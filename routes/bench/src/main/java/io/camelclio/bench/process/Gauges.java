package io.camelclio.bench.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/** Looks into a running JVM by JMX, so that no subject has to know that it is measured. */
public final class Gauges implements AutoCloseable {

    private static final String FLIGHT_RECORDER = "jdk.management.jfr:type=FlightRecorder";

    private final JMXConnector connector;
    private final OperatingSystemMXBean system;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final FlightRecorderMXBean recorder;

    private Gauges(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection jvm = connector.getMBeanServerConnection();
        system = bean(jvm, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        threads = bean(jvm, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = bean(jvm, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        recorder = bean(jvm, FLIGHT_RECORDER, FlightRecorderMXBean.class);
    }

    private static <T> T bean(MBeanServerConnection jvm, String name, Class<T> type) throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(jvm, name, type);
    }

    static Gauges of(long pid) throws IOException {
        try {
            VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
            try {
                return new Gauges(JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("The process " + pid + " lets nobody attach", e);
        }
    }

    public Used used() {
        long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        return new Used(Duration.ofNanos(system.getProcessCpuTime()), allocated);
    }

    /** Bytes of heap in use right after a collection. */
    public long heapAfterCollection() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Begins a flight recording with the JDK's settings for profiling. */
    public long startRecording() throws IOException {
        try {
            long recording = recorder.newRecording();
            recorder.setPredefinedConfiguration(recording, "profile");
            recorder.startRecording(recording);
            return recording;
        } catch (RuntimeException e) {
            throw new IOException("The flight recorder does not start", e);
        }
    }

    /** Ends a recording and writes it to a file. */
    public void stopRecording(long recording, Path file) throws IOException {
        recorder.stopRecording(recording);
        recorder.copyTo(recording, file.toString());
        recorder.closeRecording(recording);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The process has gone before: nothing is left to be closed.
        }
    }
}
