package io.camelclio.component.leadership;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/** Replicas of an application whose leader the test names. */
public final class Replicas {

    private final List<View> views = new CopyOnWriteArrayList<>();
    private volatile String leader;

    /** A cluster service as the replica of this name has it. */
    public CamelClusterService join(String replica) {
        Service service = new Service(replica);
        service.setCamelContext(new DefaultCamelContext());
        service.start();
        return service;
    }

    /** From now on this replica leads, and every one is told. */
    public void elect(String replica) {
        leader = replica;
        views.forEach(View::tell);
    }

    /** The locks that replicas ask for. */
    public List<String> locks() {
        return views.stream().map(View::getNamespace).distinct().toList();
    }

    private final class Service extends AbstractCamelClusterService<View> {

        Service(String replica) {
            super(replica);
        }

        @Override
        protected View createView(String namespace) {
            View view = new View(this, namespace);
            views.add(view);
            return view;
        }
    }

    private final class View extends AbstractCamelClusterView {

        View(CamelClusterService service, String namespace) {
            super(service, namespace);
        }

        void tell() {
            fireLeadershipChangedEvent(getLeader().orElse(null));
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return Optional.ofNullable(leader).map(id -> new Member(id, this));
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new Member(getClusterService().getId(), this);
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(getLocalMember());
        }

        @Override
        protected void doStart() {}

        @Override
        protected void doStop() {
            views.remove(this);
        }
    }

    private final class Member implements CamelClusterMember {

        private final String id;
        private final View view;

        Member(String id, View view) {
            this.id = id;
            this.view = view;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public boolean isLeader() {
            return Objects.equals(id, leader);
        }

        @Override
        public boolean isLocal() {
            return id.equals(view.getClusterService().getId());
        }
    }
}
