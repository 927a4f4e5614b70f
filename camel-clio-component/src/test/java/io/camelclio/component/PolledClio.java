package io.camelclio.component;

import io.camelclio.component.ReceivedRecords.Received;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/** A Clio that is polled, the state that outlives applications, and what their routes received. */
final class PolledClio implements AutoCloseable {

    final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    final ClioSandbox clio = ClioSandbox.builder()
            .clock(clock)
            .rateLimit(1_000_000, Duration.ofMinutes(1))
            .start();
    final MemoryStateRepository states = new MemoryStateRepository();
    final ReceivedRecords received = new ReceivedRecords();
    private final List<PollingApplication> applications = new ArrayList<>();

    PollingApplication polling(String endpoint) throws Exception {
        return polling(endpoint, received);
    }

    PollingApplication polling(String endpoint, Processor end) throws Exception {
        return polling(endpoint, end, states, clock);
    }

    PollingApplication polling(
            String endpoint, Processor end, StateRepository<String, String> cursors, TestClock ownClock)
            throws Exception {
        return started(new PollingApplication(clio, ownClock, cursors), endpoint, end);
    }

    PollingApplication started(PollingApplication application, String endpoint, Processor end) throws Exception {
        applications.add(application);
        return application.start(endpoint, end);
    }

    /** What a crash at this moment would leave. */
    static MemoryStateRepository afterCrash(MemoryStateRepository states, String... keys) {
        MemoryStateRepository left = new MemoryStateRepository();
        for (String key : keys) {
            if (states.getState(key) != null) {
                left.setState(key, states.getState(key));
            }
        }
        return left;
    }

    List<ClioRecord> create(String resource, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> clio.records(resource).create(Map.of()))
                .toList();
    }

    /** The queries of the requests for a list, in their order. */
    List<Query> lists(String resource) {
        return clio.requests().entries().stream()
                .filter(entry -> entry.path().equals("/api/v4/" + resource + ".json"))
                .map(RequestLog.Entry::query)
                .toList();
    }

    static List<String> ids(List<ClioRecord> records) {
        return records.stream().map(record -> Long.toString(record.id())).toList();
    }

    static String type(Received record) {
        return (String) record.headers().get("CamelCloudEventType");
    }

    @Override
    public void close() {
        applications.forEach(PollingApplication::close);
        clio.close();
    }
}
