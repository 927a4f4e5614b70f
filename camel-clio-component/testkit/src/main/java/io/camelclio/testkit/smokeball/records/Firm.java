package io.camelclio.testkit.smokeball.records;

import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** All records of one account, behind one lock, and every change made to them. */
public final class Firm {

    /** The greatest number of changes; one more is an {@link IllegalStateException}. */
    public static final int CAPACITY = 1_000_000;

    private final String accountId;
    private final Catalogue catalogue;
    private final Clock clock;
    private final Random random;
    private final Invention invention;
    private final ChangeListener listener;
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private Duration lag;
    private String requestId = "";

    /**
     * An account without records.
     *
     * @param lag how long after its time of update a change begins to show
     */
    public Firm(
            String accountId, Catalogue catalogue, Clock clock, Duration lag, Random random, ChangeListener listener) {
        this.accountId = accountId;
        this.catalogue = catalogue;
        this.clock = clock;
        this.lag = lag;
        this.random = random;
        this.listener = listener;
        this.invention = new Invention(catalogue, clock, new Random(random.nextLong()), name -> store(name)
                .keys());
        catalogue.resources().forEach(resource -> stores.put(resource.name(), new Store(resource, this)));
    }

    public String accountId() {
        return accountId;
    }

    /**
     * The records of a collection.
     *
     * @param nameOrPath our short name or the path with braces
     * @throws IllegalArgumentException if there is no such collection
     */
    public SmokeballRecords collection(String nameOrPath) {
        return new SmokeballRecords(this, store(nameOrPath), List.of());
    }

    /** How long after its time of update a change made from now on begins to show. */
    public synchronized void lag(Duration duration) {
        lag = Objects.requireNonNull(duration, "lag");
    }

    /** Makes all changes within an action those of one request. Other threads wait. */
    public synchronized <T> T inOneRequest(Supplier<T> action) {
        requestId = Guids.next(random);
        try {
            return action.get();
        } finally {
            requestId = "";
        }
    }

    /** Every change in its order. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    public synchronized int changeCount() {
        return changes.size();
    }

    /** The rows that a list shows now, in the order of creation. */
    public synchronized List<RecordVersion> visible(Resource resource, List<String> parents) {
        return store(resource.name()).visible(parents, clock.instant());
    }

    /** The record that the API shows now. */
    public synchronized Optional<RecordVersion> visible(Resource resource, RecordKey key) {
        return store(resource.name()).visible(key, clock.instant());
    }

    /** The latest state of every record that is still in lists, whether or not it shows yet. */
    public synchronized List<RecordVersion> latest(String nameOrPath) {
        return store(nameOrPath).latest();
    }

    /** The first parent in a path that does not show now, or empty if each does. */
    public synchronized Optional<String> missingParent(Resource resource, List<String> parents) {
        for (int place = 0; place < parents.size(); place++) {
            if (!shows(resource.parents().get(place), parents.subList(0, place), parents.get(place))) {
                return Optional.of(parents.get(place));
            }
        }
        return Optional.empty();
    }

    private boolean shows(Set<String> names, List<String> before, String id) {
        Instant now = clock.instant();
        return names.stream().anyMatch(name -> store(name).shows(before, id, now));
    }

    Store store(String nameOrPath) {
        return stores.get(catalogue.resource(nameOrPath).name());
    }

    Instant now() {
        return clock.instant();
    }

    Instant visibleFrom(Instant now) {
        return now.plus(lag);
    }

    String newId() {
        return Guids.next(random);
    }

    Invention invention() {
        return invention;
    }

    String requestId() {
        return requestId.isEmpty() ? Guids.next(random) : requestId;
    }

    void changed(Change change, RecordVersion before, RecordVersion after) {
        if (changes.size() == CAPACITY) {
            throw new IllegalStateException(
                    "The Smokeball sandbox holds " + CAPACITY + " changes at most; start a new one");
        }
        changes.add(change);
        listener.changed(accountId, after.resource(), change, before, after);
    }
}
