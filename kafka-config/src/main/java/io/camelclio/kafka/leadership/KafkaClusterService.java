package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.support.cluster.AbstractCamelClusterService;

/**
 * A Camel cluster service that needs nothing but Kafka: of all processes that ask for a lock, at most one holds a current
 * {@link Term} of it. The lock's topic has to exist; it is never created here.
 *
 * <p>A process knows whether it leads itself, not who else does: {@code getLeader} of a view is empty where it does not.
 */
public final class KafkaClusterService extends AbstractCamelClusterService<KafkaClusterView> {

    private final LockClients clients;
    private final LeadingTimes times;
    private final LongSupplier nanos;
    private final Map<String, KafkaClusterView> byLock = new ConcurrentHashMap<>();

    /**
     * A service that is not yet started.
     *
     * @param topic name of an existing topic; groups and transactional ids begin with it
     * @param leading settings of the consumers of the locks' groups; say how soon a dead leader is replaced
     * @param producing settings of a leader's producer; its time-outs are cut to fit
     * @throws IllegalArgumentException naming the settings for leading that do not fit each other
     */
    public KafkaClusterService(String topic, ClientSettings leading, ClientSettings producing) {
        this(topic, leading, producing, System::nanoTime);
    }

    /** @param nanos a clock that never goes back; by it a term ends */
    KafkaClusterService(String topic, ClientSettings leading, ClientSettings producing, LongSupplier nanos) {
        super(UUID.randomUUID().toString());
        this.times = LeadingTimes.of(leading);
        this.clients = new LockClients(Objects.requireNonNull(topic, "topic"), leading, producing, times);
        this.nanos = nanos;
    }

    @Override
    protected KafkaClusterView createView(String lock) {
        KafkaClusterView view = new KafkaClusterView(this, lock, clients, times, nanos);
        byLock.put(lock, view);
        return view;
    }

    /** Whether this process takes part in a lock, leading or not. */
    public boolean guards(String lock) {
        return byLock.containsKey(lock);
    }

    /** Whether this process leads now. Never waits. */
    @Override
    public boolean isLeader(String lock) {
        KafkaClusterView view = byLock.get(lock);
        return view != null && view.term() != null;
    }

    /**
     * The term under way in this process. Never waits.
     *
     * @throws FencedException if this process does not lead the lock now
     */
    public Term term(String lock) {
        KafkaClusterView view = byLock.get(lock);
        Term term = view == null ? null : view.term();
        if (term == null) {
            throw FencedException.notLeading(lock);
        }
        return term;
    }
}
