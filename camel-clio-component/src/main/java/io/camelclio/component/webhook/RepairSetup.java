package io.camelclio.component.webhook;

import io.camelclio.component.Beginning;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioEndpoint;
import io.camelclio.component.LastingMemory;
import io.camelclio.component.ListRepair;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.component.webhook.repair.GapRepair;
import io.camelclio.component.webhook.repair.RepairSettings;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;

/** Puts together what repairs the gaps of one consumer, as its endpoint's options say. */
final class RepairSetup {

    private final ClioWebhookEndpoint endpoint;
    private final ClioRepairOptions options;
    private final ClioConnection connection;
    private final WantedSubscription wanted;

    RepairSetup(ClioWebhookEndpoint endpoint) {
        this.endpoint = endpoint;
        this.options = endpoint.getRepairOptions();
        this.connection = endpoint.getConnection();
        this.wanted = endpoint.wanted();
    }

    /** Fails with the option, its value and what is allowed. */
    void check() {
        Beginning.parse(options.getSince());
        atLeast("overlap", options.getOverlap(), 0);
        atLeast("recheck", options.getRecheck(), 0);
        atLeast("reconcile", options.getReconcile(), 0);
        atLeast("underWay", options.getUnderWay(), 0);
        atLeast("maxDeleted", options.getMaxDeleted(), 0);
        atLeast("maxKnownRecords", options.getMaxKnownRecords(), 1);
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "Option " + option + " is " + value + "; allowed is " + least + " or more");
        }
    }

    /** The name under which it is kept how far everything has arrived; begins as the lock of the account's leader. */
    String cursor() {
        return options.getCursor() != null
                ? options.getCursor()
                : "clio/" + connection.getName() + "/webhooks/" + endpoint.getModel();
    }

    GapRepair repairFor(ClioWebhookConsumer consumer) {
        ClioEndpoint list = list();
        Optional<KnownRecords> lasting =
                LastingMemory.of(ListRepair.listOf(list), endpoint.getCamelContext(), options.getKnownRecords());
        KnownRecords known = lasting.orElseGet(() -> new MemoryKnownRecords(options.getMaxKnownRecords()));
        StateRepository<String, String> states = LastingMemory.ofCursors(
                        endpoint.getCamelContext(), options.getStateRepository())
                .orElseGet(MemoryStateRepository::new);
        ServiceHelper.startService(states, known);
        RepairSettings settings = new RepairSettings(
                connection.getName(),
                endpoint.getModel(),
                endpoint.servedPath(),
                wanted.events(),
                Beginning.parse(options.getSince()),
                Duration.ofMillis(options.getRecheck()),
                Duration.ofMillis(options.getReconcile()),
                Duration.ofMillis(options.getUnderWay()),
                options.getMaxDeleted(),
                lasting.isPresent());
        return GapRepair.of(
                settings,
                list,
                consumer,
                endpoint.confirmed(),
                known,
                states,
                endpoint.getComponent().leadership(connection),
                endpoint.getComponent().repairThreads());
    }

    /** The list of the model's records, in the shape of a delivery; known to nobody but this consumer. */
    private ClioEndpoint list() {
        Resource resource =
                Catalogue.clio().resource(WebhookModel.of(endpoint.getModel()).resource());
        ClioEndpoint list = new ClioEndpoint(
                "clio:" + resource.path(), endpoint.getComponent().clio(), resource.path());
        list.setConnection(connection);
        list.getRequest().setFields(wanted.fields());
        list.getPoll().setMemory(endpoint.getMemory());
        list.getPoll().setCursor(cursor());
        list.getPoll().setOverlap(options.getOverlap());
        list.getPoll().setIncludeDeleted(showsDeleted(resource));
        Beginning since = Beginning.parse(options.getSince());
        if (resource.operation(ClioOperation.list).incremental() && !since.isNow()) {
            list.getPoll().setSince(since.toString());
        }
        ServiceHelper.initService(list);
        return list;
    }

    /** Documents and folders stay in a trash for a while, where the change that deleted them can be read. */
    private boolean showsDeleted(Resource resource) {
        return wanted.events().contains("deleted")
                && resource.operation(ClioOperation.list).showsDeleted()
                && FieldList.parse(wanted.fields()).has("deleted_at");
    }
}
