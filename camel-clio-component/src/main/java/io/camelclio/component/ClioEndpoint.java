package io.camelclio.component;

import io.camelclio.component.catalogue.Answer;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Call any operation of Clio Manage, a legal practice management system, or poll its records for changes.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "clio",
        title = "Clio",
        syntax = "clio:resource",
        category = {Category.SAAS, Category.API},
        headersClass = ClioConstants.class)
public class ClioEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    private static final Logger LOG = LoggerFactory.getLogger(ClioEndpoint.class);
    private static final long DEFAULT_POLL_DELAY = 60_000;
    private static final int BACKOFF_MULTIPLIER = 5;
    private static final int BACKOFF_ERRORS = 3;
    private static final int BACKOFF_IDLES = 30;
    private static final Duration IDLE_TIME = Duration.ofMinutes(30);

    @UriPath(
            description = "Path of the resource in Clio's API, such as activities. Ids of parents stand in it"
                    + " (contacts/123/phone_numbers) or come with each message"
                    + " (contacts/{contact_id}/phone_numbers).")
    @Metadata(required = true)
    private final String resource;

    @UriParam(
            description =
                    "The account to use, as a reference to a bean of type ClioConnection. Without it the component's"
                            + " own.")
    private ClioConnection connection;

    @UriParam
    private ClioRequestOptions request = new ClioRequestOptions();

    @UriParam
    private ClioProducerOptions producer = new ClioProducerOptions();

    @UriParam
    private ClioPollOptions poll = new ClioPollOptions();

    private String pollPath;

    private ClioRequest asked;

    public ClioEndpoint(String uri, ClioComponent component, String resource) {
        super(uri, component);
        this.resource = resource;
        setDelay(DEFAULT_POLL_DELAY);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (connection == null) {
            connection = getComponent().getConnection();
        }
        // What cannot work is refused here, since a consumer behind others, such as master:, is made only later.
        asked = new ClioRequest(this, producer.getOperation());
        getComponent().use(connection);
    }

    @Override
    public Producer createProducer() {
        if (asked.endsEarly()) {
            LOG.warn(
                    "Option order is '{}': Clio ends the list of {} on connection {} after 10,000 records in any order"
                            + " but id(asc)",
                    request.getOrder(),
                    resource,
                    connection.getName());
        }
        if (producer.getOperation() == ClioOperation.upload) {
            return new ClioUploadProducer(this, asked);
        }
        return asked.operation().answer() == Answer.FILE
                ? new ClioDownloadProducer(this, asked)
                : new ClioProducer(this, asked);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        PollPlan plan = new PollPlan(this);
        pollPath = plan.path();
        if (getBackoffMultiplier() == 0 && getBackoffIdleThreshold() == 0 && getBackoffErrorThreshold() == 0) {
            pollPeriod().ifPresent(this::stepBackByDefault);
        }
        ClioConsumer consumer = new ClioConsumer(this, processor, plan, cursors(), knownRecords(plan));
        configureConsumer(consumer);
        return consumer;
    }

    private void stepBackByDefault(Duration period) {
        setBackoffMultiplier(BACKOFF_MULTIPLIER);
        setBackoffErrorThreshold(BACKOFF_ERRORS);
        setBackoffIdleThreshold((int) Math.max(BACKOFF_IDLES, IDLE_TIME.dividedBy(period)));
    }

    /** The usual time between two polls; empty where a cron expression says when to poll. */
    Optional<Duration> pollPeriod() {
        boolean isOnCron =
                getSchedulerProperties() != null && getSchedulerProperties().containsKey("cron");
        return isOnCron
                ? Optional.empty()
                : Optional.of(Duration.of(Math.max(1, getDelay()), getTimeUnit().toChronoUnit()));
    }

    /** Only a list that is read whole is compared with anything. */
    private KnownRecords knownRecords(PollPlan plan) {
        return (plan.isFullRead() || poll.getKnownRecords() != null
                        ? LastingMemory.of(list(plan), getCamelContext(), poll.getKnownRecords())
                        : Optional.<KnownRecords>empty())
                .orElseGet(() -> new MemoryKnownRecords(poll.getMaxKnownRecords()));
    }

    private StateRepository<String, String> cursors() {
        return LastingMemory.ofCursors(getCamelContext(), poll.getStateRepository())
                .orElseGet(MemoryStateRepository::new);
    }

    @Override
    public ClioComponent getComponent() {
        return (ClioComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return connection.address().toString();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }

    /** The memory this endpoint's consumer uses. */
    ConfirmedVersions confirmed() {
        return connection.confirmed(poll.getMemory() == null ? getEndpointUri() : poll.getMemory());
    }

    /** The name of this poll's cursor; known before there is a consumer. */
    String cursorName() {
        if (poll.getCursor() != null) {
            return poll.getCursor();
        }
        if (pollPath == null) {
            pollPath = new PollPlan(this).path();
        }
        return "clio/" + connection.getName() + "/" + pollPath;
    }

    /** The list that this poll reads. */
    RecordList list(PollPlan plan) {
        return new RecordList(
                cursorName(),
                connection.source(),
                plan.resource().entity(),
                plan.parents(),
                Optional.ofNullable(poll.getMemory()),
                plan.isWhole());
    }

    /** What the catalogue says of the resource; fails with the nearest resource there is. */
    Resource resource() {
        return Catalogue.clio().resource(resource);
    }

    public String getResource() {
        return resource;
    }

    public ClioConnection getConnection() {
        return connection;
    }

    public void setConnection(ClioConnection connection) {
        this.connection = connection;
    }

    public ClioRequestOptions getRequest() {
        return request;
    }

    public void setRequest(ClioRequestOptions request) {
        this.request = request;
    }

    public ClioProducerOptions getProducer() {
        return producer;
    }

    public void setProducer(ClioProducerOptions producer) {
        this.producer = producer;
    }

    public ClioPollOptions getPoll() {
        return poll;
    }

    public void setPoll(ClioPollOptions poll) {
        this.poll = poll;
    }
}
