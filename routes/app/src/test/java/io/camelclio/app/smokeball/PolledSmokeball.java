package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.ConnectionClock;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.smokeball.connection.SmokeballConnections;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.TooManyRecordsException;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * The loop of the Kamelet {@code smokeball-source} against a played Smokeball, over real HTTP but without a broker, so that
 * many courses of events can be tried: what it emits goes to a {@link Topic} that outlives a {@link #crash}, as cursors do.
 */
final class PolledSmokeball implements AutoCloseable {

    static final Duration SWEEP = Duration.ofHours(24);
    static final Duration ROUND = Duration.ofHours(1);
    static final int MOST_DELETED = 20;
    private static final int MOST_POLLS = 5_000;

    final TestClock clock = new TestClock("2026-03-02T09:30:00Z");
    final SmokeballSandbox sandbox;
    final Topic topic = new Topic();
    final PlayedStates cursors = new PlayedStates();
    private final CamelContext context = new DefaultCamelContext();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SmokeballConnection connection = new SmokeballConnection();
    private Copy leading;
    private Copy standingBy;
    private int copies;
    private Runnable beforeCall = () -> {};
    private Runnable beforeRecord = () -> {};
    private Predicate<Message> refusing = message -> false;
    private int pageSize = 500;
    private Duration period = Duration.ZERO;
    private Duration overlap = Duration.ofMinutes(5);
    private Optional<Path> routesDir = Optional.empty();
    private String filters = "";
    private Object term = new Object();
    int calls;

    /** One copy of the application. */
    private record Copy(int number, SmokeballCollections collections) {}

    /** The process ends where it stands. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    PolledSmokeball(SmokeballSandbox.Builder builder) throws SettingsException {
        sandbox = builder.clock(clock).start();
        connection.setName("us");
        ConnectionClock.set(connection, clock);
        connection.setApiUrl(sandbox.apiUri().toString());
        connection.setAuthUrl(sandbox.authUri().toString());
        connection.setApiKey(sandbox.apiKey());
        connection.setClientId(sandbox.clientId());
        connection.setClientSecret(sandbox.clientSecret());
        context.getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new DefaultHealthCheckRegistry(context));
        context.getRegistry().bind("smokeball", connection);
        SmokeballConnections.start(context);
        context.start();
        crash();
    }

    /** What lies in memory of the copy that leads is gone. */
    void crash() throws SettingsException {
        topic.forgetWhatIsNotOnIt();
        leading = copy();
    }

    /** Another copy of the application leads from now on; this one stands by, with all that it remembers. */
    void takeOver() throws SettingsException {
        Copy next = standingBy == null ? copy() : standingBy;
        standingBy = leading;
        leading = next;
        term = new Object();
    }

    private Copy copy() throws SettingsException {
        int number = ++copies;
        return new Copy(
                number,
                new SmokeballCollections(
                        connection,
                        Collections.read(routesDir, Optional.empty()),
                        new KeptReads(cursors, cursors::keys),
                        Optional.of(topic),
                        new MemoryKnownRecords(1_000),
                        lock -> termOf(number),
                        clock));
    }

    private Object termOf(int copy) {
        if (copy != leading.number()) {
            throw new IllegalStateException("Another copy leads");
        }
        return term;
    }

    /** Another copy of the application has led meanwhile. */
    void lost() {
        term = new Object();
    }

    /** Smokeball refuses a list of the whole firm to the connection itself, which leaves it alone for a minute. */
    void stop(String path) throws Exception {
        sandbox.faults().answerNext(2, 401, each -> each.equals(path));
        HttpClientBuilder builder = HttpClientBuilder.create();
        connection.configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            client.execute(new HttpGet(connection.address() + path), response -> null);
        }
        assertThat(connection.isStopped(URI.create(connection.address() + path)))
                .isTrue();
    }

    /** Run before each call; may end the process with a {@link Crash}. */
    void beforeCall(Runnable what) {
        beforeCall = what;
    }

    /** Run before each record that is emitted. */
    void beforeRecord(Runnable what) {
        beforeRecord = what;
    }

    /** Which messages Kafka does not take. */
    void refuse(Predicate<Message> which) {
        refusing = which;
    }

    /** From the next start on, a team's own folder is read. */
    void routesDir(Path own) {
        routesDir = Optional.of(own);
    }

    /** What narrows the routes from the next start on. */
    void filters(String narrowing) {
        filters = narrowing;
    }

    void pageSize(int size) {
        pageSize = size;
    }

    /** The details of a health check. */
    Map<String, Object> health(String check) {
        return HealthCheckRegistry.get(context)
                .getCheck(check)
                .orElseThrow()
                .call()
                .getDetails();
    }

    /** Time between two polls, which is none otherwise, from the next start on. */
    void period(Duration between) {
        period = between;
    }

    /** How far polls for changes overlap, from the next start on. */
    void overlap(Duration ofPolls) {
        overlap = ofPolls;
    }

    /** A started poll, for tests that take turns. */
    SmokeballPoll begin(String entity) {
        return begin("smokeball-" + entity, entity, "");
    }

    /** A started poll of a route of its own. */
    SmokeballPoll begin(String routeId, String entity, String parentFilters) {
        return leading.collections()
                .begin(
                        routeId,
                        "smokeball-us",
                        entity,
                        "",
                        pageSize,
                        filters,
                        "smokeball." + entity + ".v1",
                        SWEEP.toMillis(),
                        parentFilters,
                        ROUND.toMillis(),
                        period.toMillis(),
                        MOST_DELETED,
                        overlap.toMillis());
    }

    /** What webhooks hint at. */
    SmokeballCollections hints() {
        return leading.collections();
    }

    /** Polls until nothing more is due now, as the greedy scheduler does. */
    void poll(String entity) throws Exception {
        for (int polls = 0; pollOnce(entity); polls++) {
            if (polls > MOST_POLLS) {
                throw new AssertionError("Polls of " + entity + " do not come to an end");
            }
        }
    }

    /** Polls a route that asks certain parents only until nothing more is due now. */
    void pollUnder(String parentFilters, String routeId, String entity) throws Exception {
        boolean more = true;
        for (int polls = 0; more; polls++) {
            if (polls > MOST_POLLS) {
                throw new AssertionError("Polls of " + routeId + " do not come to an end");
            }
            more = pollOnce(begin(routeId, entity, parentFilters));
        }
    }

    /** Has a route of this id in the application, which does nothing. */
    void route(String id) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).stop();
            }
        });
    }

    void withoutRoute(String id) throws Exception {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
    }

    /** @return whether another poll should begin at once */
    boolean pollOnce(String entity) throws Exception {
        return pollOnce(begin(entity));
    }

    private boolean pollOnce(SmokeballPoll poll) throws Exception {
        boolean more;
        do {
            more = turn(poll);
        } while (poll.isUnfinished());
        return more;
    }

    /** One turn of the loop: at most one call. */
    boolean turn(SmokeballPoll poll) throws Exception {
        if (!poll.next()) {
            return poll.hasMore();
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty("poll", poll);
        if (poll.isAskingForAPage() || poll.isAskingForARecord()) {
            beforeCall.run();
            call(poll, exchange);
        }
        SmokeballCollections collections = leading.collections();
        for (Message message : collections.records(exchange)) {
            beforeRecord.run();
            if (poll.isUnbroken()) {
                emit(poll, message);
            }
        }
        collections.proceed(exchange);
        return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false, Boolean.class);
    }

    private void call(SmokeballPoll poll, Exchange exchange) throws Exception {
        calls++;
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(
                                URI.create(poll.getUri() + (poll.isAskingForAPage() ? "?" + poll.getQuery() : "")))
                        .header("x-api-key", sandbox.apiKey())
                        .header("Authorization", "Bearer " + sandbox.accessToken())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.statusCode());
        answer.headers().firstValue("Date").ifPresent(date -> exchange.getMessage()
                .setHeader("Date", date));
        exchange.getMessage().setBody(answer.body());
    }

    private void emit(SmokeballPoll poll, Message message) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty("poll", poll);
        exchange.setMessage(message);
        leading.collections().open(exchange);
        boolean taken = !refusing.test(message);
        if (taken) {
            topic.take(message);
        } else {
            exchange.setException(new IllegalStateException("Kafka does not take it"));
        }
        for (Synchronization end : exchange.getExchangeExtension().handoverCompletions()) {
            if (taken) {
                end.onComplete(exchange);
            } else {
                end.onFailure(exchange);
            }
        }
    }

    @Override
    public void close() {
        context.stop();
        sandbox.close();
    }

    /** One record on the topic. */
    record Taken(String entity, String key, String id, boolean deleted, String parent, byte[] value) {}

    /** A topic of changes with its latest state, as {@code LatestKnownRecords} looks it up. */
    static final class Topic implements KnownRecords {

        final List<Taken> taken = new ArrayList<>();
        private final Map<String, Taken> latest = new TreeMap<>();
        private final Map<String, String> versions = new HashMap<>();
        private final Map<String, String> deletions = new HashMap<>();
        private boolean away;
        private int most = Integer.MAX_VALUE;

        /** How many records may be known. */
        void most(int records) {
            most = records;
        }

        /** Whether it cannot be looked up. */
        void away(boolean now) {
            away = now;
        }

        private void take(Message message) {
            String type = message.getHeader("CamelCloudEventType", String.class);
            if (type == null) {
                // What cannot be told from others is a dead letter.
                return;
            }
            String entity = type.split("\\.")[2];
            Taken record = new Taken(
                    entity,
                    message.getHeader("CamelCloudEventSubject", String.class),
                    message.getHeader("CamelCloudEventID", String.class),
                    type.endsWith(".deleted.v1"),
                    message.getHeader(ChangeEvent.PARENT_HEADER, String.class),
                    message.getBody(byte[].class));
            taken.add(record);
            if (record.deleted()) {
                latest.remove(entity + " " + record.key());
                deletions.put(entity + " " + record.key(), record.id());
            } else {
                latest.put(entity + " " + record.key(), record);
            }
        }

        private void forgetWhatIsNotOnIt() {
            versions.clear();
            latest.forEach((name, record) -> versions.put(name, record.id()));
        }

        /** The latest state of one kind of record, by key. */
        Map<String, String> latest(String entity) {
            Map<String, String> values = new TreeMap<>();
            latest.values().stream()
                    .filter(record -> record.entity().equals(entity))
                    .forEach(record -> values.put(record.key(), new String(record.value())));
            return values;
        }

        List<Taken> of(String entity) {
            return taken.stream()
                    .filter(record -> record.entity().equals(entity))
                    .toList();
        }

        @Override
        public boolean keeps(RecordList list) {
            return list.whole();
        }

        @Override
        public void prepare(RecordList list) {
            if (away) {
                throw new IllegalStateException("Kafka is away");
            }
            if (latest.size() > most) {
                throw new TooManyRecordsException("more than " + most + " records");
            }
            forgetWhatIsNotOnIt();
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Optional<String> version(RecordList list, String id) {
            return Optional.ofNullable(versions.get(name(list, id)));
        }

        @Override
        public Optional<String> deletion(RecordList list, String id) {
            return Optional.ofNullable(deletions.get(name(list, id)));
        }

        @Override
        public Set<String> ids(RecordList list) {
            return idsWithin(list).stream().filter(id -> !id.contains("/")).collect(Collectors.toSet());
        }

        @Override
        public Set<String> idsWithin(RecordList list) {
            String prefix = name(list, "");
            return versions.keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toSet());
        }

        @Override
        public Optional<String> parent(RecordList list, String id) {
            return Optional.ofNullable(latest.get(name(list, id))).map(Taken::parent);
        }

        @Override
        public void remember(RecordList list, String id, String version) {
            if (versions.size() >= most && !versions.containsKey(name(list, id))) {
                throw new TooManyRecordsException("more than " + most + " records");
            }
            versions.put(name(list, id), version);
        }

        @Override
        public void forget(RecordList list, String id) {
            versions.remove(name(list, id));
        }

        private static String name(RecordList list, String id) {
            return list.entity() + " " + list.keyPrefix() + id;
        }
    }
}
