package io.camelclio.component;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.ConfirmedVersions;
import java.util.List;
import java.util.Map;
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
 * Read records of Clio Manage, a legal practice management system, or poll them for changes.
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

    @UriPath(description = "Path of the resource in Clio's API, such as activities or contacts/123/phone_numbers.")
    @Metadata(required = true)
    private final String resource;

    @UriParam(
            description =
                    "The account to use, as a reference to a bean of type ClioConnection. Without it the component's"
                            + " own.")
    private ClioConnection connection;

    @UriParam(
            description =
                    "Fields to ask for, in Clio's grammar: names separated by commas, each with at most one nested"
                            + " level in braces. Without it Clio gives id and etag only; a poll"
                            + " asks for id, etag and updated_at.")
    private String fields;

    @UriParam(
            description = "Further query parameters of the list, such as filter.status=unbilled.",
            prefix = "filter.",
            multiValue = true)
    private Map<String, Object> filter = Map.of();

    @UriParam(description = "Records on one page. The resource's largest when not set.")
    private int limit;

    @UriParam(description = "What to do with the resource.", label = "producer", defaultValue = "list")
    private ClioOperation operation = ClioOperation.list;

    @UriParam(description = "Id of the record to get. The header CamelClioId wins over it.", label = "producer")
    private String id;

    @UriParam(
            description =
                    "Whether a list follows the paging links and gives the records of all pages, up to maxRecords.",
            label = "producer")
    private boolean allPages;

    @UriParam(
            description =
                    "The most records a list of all pages may hold; more is an error, since the body is one array in"
                            + " memory.",
            label = "producer",
            defaultValue = "10000")
    private int maxRecords = 10_000;

    @UriParam(
            description =
                    "How long before the end of the last read the next one begins, so that records which Clio shows"
                            + " late are seen. What it reads again is not published again.",
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "60000")
    private long overlap = 60_000;

    @UriParam(
            description = "The most records that may be in the route at the same time.",
            label = "consumer",
            defaultValue = "64")
    private int maxInFlight = 64;

    @UriParam(
            description = "How long the route may take for one record before the read is given up and started again.",
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "180000")
    private long routeTimeout = 180_000;

    @UriParam(
            description =
                    "Name of the memory of confirmed changes. What one consumer has confirmed is skipped by the others"
                            + " with the same memory, so name it after the place they all write to. Each endpoint has its own when"
                            + " not set.",
            label = "consumer")
    private String memory;

    @UriParam(
            description =
                    "Name under which the end of the last read is kept. Two polls of one list, by different filters"
                            + " say, need one each.",
            label = "consumer",
            defaultValue = "clio/<connection>/<resource>")
    private String cursor;

    @UriParam(
            description =
                    "Where the end of the last read is kept. Without it, the only repository of the registry is used;"
                            + " without that, the memory, so that a restart reads everything again.",
            label = "consumer")
    private StateRepository<String, String> stateRepository;

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
        if (fields != null) {
            fields = FieldList.parse(fields).text();
        }
        int most = list().maxLimit();
        if (limit < 0 || limit > most) {
            throw new IllegalArgumentException(
                    "Option limit is " + limit + "; Clio allows 1 to " + most + " for " + resource);
        }
        for (String option : List.of("fields", "limit")) {
            if (filter.containsKey(option)) {
                throw new IllegalArgumentException("Option filter." + option + " is not allowed; use option " + option);
            }
        }
        getCamelContext().addService(connection, true, true);
    }

    @Override
    public Producer createProducer() {
        return new ClioProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!list().incremental()) {
            throw new IllegalArgumentException(
                    "Clio's list of " + resource + " has no updated_since and cannot be polled for changes");
        }
        if (filter.containsKey("updated_since")) {
            throw new IllegalArgumentException(
                    "Option filter.updated_since is not allowed in a poll, which asks for changes since its last read");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("Option maxInFlight is " + maxInFlight + "; allowed is 1 or more");
        }
        if (fields == null) {
            fields = "id,etag,updated_at";
        }
        FieldList list = FieldList.parse(fields);
        if (!list.has("id") || !(list.has("etag") || list.has("updated_at"))) {
            throw new IllegalArgumentException("Option fields is '" + fields
                    + "'; a poll needs id, and etag or updated_at to tell the versions of a record apart");
        }
        ClioConsumer consumer = new ClioConsumer(this, processor, described().entity(), cursors());
        configureConsumer(consumer);
        return consumer;
    }

    /** What the catalogue says of the resource. */
    Resource described() {
        return Catalogue.clio().resource(resource);
    }

    /** What the catalogue says of the resource's list. */
    Operation list() {
        return described().operation(ClioOperation.list);
    }

    private StateRepository<String, String> cursors() {
        if (stateRepository != null) {
            return stateRepository;
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

    public String getMemory() {
        return memory;
    }

    public void setMemory(String memory) {
        this.memory = memory;
    }

    /** The memory this endpoint's consumer uses. */
    ConfirmedVersions confirmed() {
        return connection.confirmed(memory == null ? getEndpointUri() : memory);
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    /** The name of this poll's cursor. */
    String cursorName() {
        return cursor == null ? "clio/" + connection.getName() + "/" + resource : cursor;
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

    public String getFields() {
        return fields;
    }

    public void setFields(String fields) {
        this.fields = fields;
    }

    public Map<String, Object> getFilter() {
        return filter;
    }

    public void setFilter(Map<String, Object> filter) {
        this.filter = filter;
    }

    public int getLimit() {
        return limit;
    }

    public void setLimit(int limit) {
        this.limit = limit;
    }

    public ClioOperation getOperation() {
        return operation;
    }

    public void setOperation(ClioOperation operation) {
        this.operation = operation;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public boolean isAllPages() {
        return allPages;
    }

    public void setAllPages(boolean allPages) {
        this.allPages = allPages;
    }

    public int getMaxRecords() {
        return maxRecords;
    }

    public void setMaxRecords(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    public long getOverlap() {
        return overlap;
    }

    public void setOverlap(long overlap) {
        this.overlap = overlap;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getRouteTimeout() {
        return routeTimeout;
    }

    public void setRouteTimeout(long routeTimeout) {
        this.routeTimeout = routeTimeout;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }
}
