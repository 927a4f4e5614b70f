package io.camelclio.component;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.ConfirmedVersions;
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

    private static final long DEFAULT_POLL_DELAY = 60_000;

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
        resource();
        getComponent().use(connection);
    }

    @Override
    public Producer createProducer() {
        return new ClioProducer(this, new ClioRequest(this, producer.getOperation()));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (request.getFields() == null) {
            request.setFields("id,etag,updated_at");
        }
        ClioRequest list = new ClioRequest(this, ClioOperation.list);
        checkPoll(list.operation());
        ClioConsumer consumer = new ClioConsumer(this, processor, list, cursors());
        configureConsumer(consumer);
        return consumer;
    }

    private void checkPoll(Operation list) {
        if (!list.incremental()) {
            throw new IllegalArgumentException(
                    "Clio's list of " + resource + " has no updated_since and cannot be polled for changes");
        }
        if (request.getFilter().containsKey("updated_since")) {
            throw new IllegalArgumentException(
                    "Option filter.updated_since is not allowed in a poll, which asks for changes since its last read");
        }
        if (poll.getMaxInFlight() < 1) {
            throw new IllegalArgumentException(
                    "Option maxInFlight is " + poll.getMaxInFlight() + "; allowed is 1 or more");
        }
        FieldList fields = FieldList.parse(request.getFields());
        if (!fields.has("id") || !(fields.has("etag") || fields.has("updated_at"))) {
            throw new IllegalArgumentException("Option fields is '" + request.getFields()
                    + "'; a poll needs id, and etag or updated_at to tell the versions of a record apart");
        }
    }

    private StateRepository<String, String> cursors() {
        if (poll.getStateRepository() != null) {
            return poll.getStateRepository();
        }
        @SuppressWarnings("unchecked")
        StateRepository<String, String> only = getCamelContext().getRegistry().findSingleByType(StateRepository.class);
        return only != null ? only : new MemoryStateRepository();
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

    /** The name of this poll's cursor. */
    String cursorName() {
        return poll.getCursor() == null ? "clio/" + connection.getName() + "/" + resource : poll.getCursor();
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
