package io.camelclio.component.leadership;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process is the one among its replicas that changes what they share. Without a cluster service every process
 * is alone and leads. Ask right before each change: leadership may end at any time, and asking never waits.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final CamelClusterService cluster;
    private final CamelClusterView view;
    private final List<Runnable> atTaking = new CopyOnWriteArrayList<>();
    private final CamelClusterEventListener.Leadership listener = this::changed;

    private Leadership(CamelClusterService cluster, CamelClusterView view) {
        this.cluster = cluster;
        this.view = view;
    }

    /** Of a process that has no replicas. */
    public static Leadership alone() {
        return new Leadership(null, null);
    }

    /**
     * Takes part in the election for a lock, until closed.
     *
     * @throws Exception what the cluster service throws when it cannot take part
     */
    public static Leadership of(CamelClusterService cluster, String lock) throws Exception {
        Objects.requireNonNull(lock, "lock");
        Leadership leadership = new Leadership(cluster, cluster.getView(lock));
        leadership.view.addEventListener(leadership.listener);
        return leadership;
    }

    /** Whether this process leads now. */
    public boolean isMine() {
        return view == null || view.getLocalMember().isLeader();
    }

    /** Runs something each time this process begins to lead; on the cluster service's thread, so it has to be short. */
    public void whenTaken(Runnable task) {
        atTaking.add(task);
    }

    /** Takes back what {@link #whenTaken} got. */
    public void forget(Runnable task) {
        atTaking.remove(task);
    }

    private void changed(CamelClusterView changed, CamelClusterMember leader) {
        if (isMine()) {
            atTaking.forEach(Runnable::run);
        }
    }

    /** Takes part no more. */
    @Override
    public void close() {
        atTaking.clear();
        if (view == null) {
            return;
        }
        view.removeEventListener(listener);
        try {
            cluster.releaseView(view);
        } catch (Exception e) {
            LOG.warn("The lock {} could not be given back; it ends with its cluster service", view.getNamespace(), e);
        }
    }
}
