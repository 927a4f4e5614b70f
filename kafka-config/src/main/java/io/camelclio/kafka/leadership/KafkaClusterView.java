package io.camelclio.kafka.leadership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lock as this process sees it: it knows whether it leads itself, not who else does. Listeners are told in turn on a
 * thread of the view, and what they are told is how things are at that moment.
 */
final class KafkaClusterView extends AbstractCamelClusterView implements Candidacy.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClusterView.class);

    /** Older ones may be dropped: each tells how things are, not what has changed. */
    private static final int MOST_UNTOLD = 32;

    private final LockClients clients;
    private final LeadingTimes times;
    private final LongSupplier nanos;
    private final LocalMember local = new LocalMember();
    private final List<CamelClusterEventListener.Leadership> listeners = new CopyOnWriteArrayList<>();
    private volatile Candidacy candidacy;
    private volatile ExecutorService teller;

    KafkaClusterView(
            KafkaClusterService service, String lock, LockClients clients, LeadingTimes times, LongSupplier nanos) {
        super(service, lock);
        this.clients = clients;
        this.times = times;
        this.nanos = nanos;
    }

    @Override
    protected void doStart() {
        teller = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_UNTOLD),
                this::thread,
                new ThreadPoolExecutor.DiscardOldestPolicy());
        candidacy = new Candidacy(getNamespace(), clients, times, nanos, this);
        candidacy.start();
    }

    @Override
    protected void doStop() {
        Candidacy leaving = candidacy;
        candidacy = null;
        if (leaving != null) {
            leaving.close();
        }
        if (teller != null) {
            teller.shutdown();
            teller = null;
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "leadership-listeners-" + getNamespace());
        thread.setDaemon(true);
        return thread;
    }

    /** The term under way, or null. */
    Term term() {
        Candidacy now = candidacy;
        return now == null ? null : now.term();
    }

    @Override
    public void began() {
        tell();
    }

    @Override
    public void ended() {
        Future<?> told = tell();
        if (told == null) {
            return;
        }
        Duration patience = times.stepDown();
        try {
            told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "The work under the lock {} did not end within {} ms; it cannot write any more, and the lock moves on",
                    getNamespace(),
                    patience.toMillis());
        } catch (ExecutionException e) {
            LOG.warn("The work under the lock {} did not end cleanly", getNamespace(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without Camel's lock around the listeners, which one that stops and one that is told could wait for forever. */
    @Override
    public void addEventListener(CamelClusterEventListener listener) {
        if (listener instanceof CamelClusterEventListener.Leadership leadership) {
            listeners.add(leadership);
            if (local.isLeader()) {
                submit(() -> tell(leadership));
            }
        }
    }

    @Override
    public void removeEventListener(CamelClusterEventListener listener) {
        listeners.removeIf(known -> known == listener);
    }

    private Future<?> tell() {
        return submit(() -> listeners.forEach(this::tell));
    }

    private Future<?> submit(Runnable task) {
        ExecutorService thread = teller;
        return thread == null || thread.isShutdown() ? null : thread.submit(task);
    }

    /** One that fails keeps none of the others from hearing it. */
    private void tell(CamelClusterEventListener.Leadership listener) {
        try {
            listener.leadershipChanged(this, getLeader().orElse(null));
        } catch (RuntimeException e) {
            LOG.warn("A listener to the lock {} failed", getNamespace(), e);
        }
    }

    @Override
    public Optional<CamelClusterMember> getLeader() {
        return local.isLeader() ? Optional.of(local) : Optional.empty();
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return local;
    }

    /** Only this process: who else takes part stands in Kafka's list of the group. */
    @Override
    public List<CamelClusterMember> getMembers() {
        return List.of(local);
    }

    private final class LocalMember implements CamelClusterMember {

        @Override
        public String getId() {
            return getClusterService().getId();
        }

        @Override
        public boolean isLeader() {
            return term() != null;
        }

        @Override
        public boolean isLocal() {
            return true;
        }
    }
}
