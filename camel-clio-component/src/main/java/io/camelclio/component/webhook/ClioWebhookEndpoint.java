package io.camelclio.component.webhook;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.component.LastingMemory;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.webhook.subscription.GivenSecrets;
import io.camelclio.component.webhook.subscription.Handshake;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.pull.progress.ConfirmedVersions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive verified webhook deliveries of Clio Manage and keep the subscription alive.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "clio-webhook",
        title = "Clio Webhook",
        syntax = "clio-webhook:model",
        consumerOnly = true,
        remote = true,
        category = {Category.SAAS, Category.HTTP},
        headersClass = ClioConstants.class)
public class ClioWebhookEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    /** Clio keeps a webhook 31 days at most, 3 without being asked (Clio, "Webhooks"). */
    private static final Duration LONGEST_LIFE = Duration.ofDays(31);

    private static final String UPDATED_AT = "updated_at";

    @UriPath(
            description = "Clio's word for the kind of record.",
            enums = "matter,activity,bill,calendar_entry,communication,contact,task,document,folder,"
                    + "clio_payments_payment")
    @Metadata(required = true)
    private final String model;

    @UriParam(
            description =
                    "The account to use, as a reference to a bean of type ClioConnection. Without it the component's"
                            + " own.")
    private ClioConnection connection;

    @UriParam(
            description =
                    "Fields each delivery holds, in Clio's grammar, 1000 characters at most. They are also what Clio"
                            + " watches: an update of other fields alone is not delivered, so updated_at is added to the"
                            + " list. When not set: id,etag,updated_at, without etag for clio_payments_payment, which"
                            + " has none.")
    private String fields;

    @UriParam(
            description =
                    "Whether updated_at is added to fields where it lacks: it makes every update count, and tells which"
                            + " of two versions is newer. Without it Clio delivers an update only when a field of the list"
                            + " has changed.",
            defaultValue = "true",
            label = "advanced")
    private boolean addUpdatedAt = true;

    @UriParam(description = "Events to subscribe to, separated by commas. All the model has when not set.")
    private String events;

    @UriParam(description = "Address under which Clio reaches this application. The component's when not set.")
    private String publicUrl;

    @UriParam(
            description =
                    "The publicUrl this application had before. The webhook that it left there is led to the present one,"
                            + " or ended where there is one already. The component's when not set.",
            label = "advanced")
    private String previousPublicUrl;

    @UriParam(
            description =
                    "Whether the subscription is ended when the route stops. Clio then delivers nothing until the next"
                            + " start, so use it for what is tried out only.",
            label = "advanced")
    private boolean removeOnStop;

    @UriParam(
            description = "Path on the HTTP server, below publicUrl.",
            defaultValue = "/clio/<connection>/webhooks/<model>")
    private String path;

    @UriParam(description = LastingMemory.MEMORY)
    private String memory;

    @UriParam(
            description =
                    "How long Clio is asked to keep the subscription: 1 hour to 31 days. It is renewed with a third"
                            + " of that left.",
            javaType = "java.time.Duration",
            defaultValue = "2592000000",
            label = "advanced")
    private long life = Duration.ofDays(30).toMillis();

    @UriParam(
            description =
                    "How a new webhook's secret is confirmed to Clio: immediate answers its handshake at once; delayed"
                            + " confirms by an API call the secret that Clio's API shows.",
            defaultValue = "immediate",
            label = "advanced")
    private Handshake handshake = Handshake.immediate;

    @UriParam(description = "Largest body that is accepted, in bytes.", defaultValue = "1048576", label = "advanced")
    private int maxBodySize = 1_048_576;

    @UriParam(
            description = "The most deliveries that may be in the route at the same time; more are put off with 503.",
            defaultValue = "256",
            label = "advanced")
    private int maxInFlight = 256;

    @UriParam(
            description =
                    "How long a delivery may take before Clio is put off with 503. Keep it well below Clio's patience"
                            + " and above what the route's producers allow themselves.",
            javaType = "java.time.Duration",
            defaultValue = "4000",
            label = "advanced")
    private long timeout = 4_000;

    @UriParam(description = "How requests reach this endpoint.", defaultValue = "auto", label = "advanced")
    private WebhookAdapter adapter = WebhookAdapter.auto;

    @UriParam
    private ClioRepairOptions repairOptions = new ClioRepairOptions();

    public ClioWebhookEndpoint(String uri, ClioWebhookComponent component, String model) {
        super(uri, component);
        this.model = model;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (connection == null) {
            connection = getComponent().connectionOrDefault();
        }
        WebhookModel.of(model).eventsOf(events);
        FieldList list = fieldList();
        checkLength(list);
        if (!list.has("id")) {
            throw new IllegalArgumentException(
                    "Option fields for webhooks of " + model + " is '" + fields + "'; it needs id");
        }
        Catalogue.clio().record(model).ifPresent(list::check);
        if (life < Duration.ofHours(1).toMillis() || life > LONGEST_LIFE.toMillis()) {
            throw new IllegalArgumentException(
                    "Option life is " + Duration.ofMillis(life) + "; allowed are PT1H to " + LONGEST_LIFE);
        }
        checkAtLeastOne("maxBodySize", maxBodySize);
        checkAtLeastOne("maxInFlight", maxInFlight);
        checkAtLeastOne("timeout", timeout);
        GivenSecrets.of(connection.getWebhookSecrets());
        getComponent().clio().use(connection);
        URI api = URI.create(getServiceUrl());
        PublicUrl.check("publicUrl", publicUrl, api);
        if (previousPublicUrl != null) {
            PublicUrl.check("previousPublicUrl", previousPublicUrl, api);
        }
        new RepairSetup(this).check();
    }

    private void checkLength(FieldList list) {
        int length = list.text().length();
        if (length > FieldList.MAX_WEBHOOK_LENGTH) {
            int added = isUpdatedAtAdded() ? UPDATED_AT.length() + 1 : 0;
            throw new IllegalArgumentException("Option fields for webhooks of " + model + " is " + (length - added)
                    + " characters long" + (added > 0 ? ", " + length + " with updated_at, which is added" : "")
                    + "; Clio allows " + FieldList.MAX_WEBHOOK_LENGTH);
        }
    }

    private static void checkAtLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("Option " + option + " is " + value + "; allowed is 1 or more");
        }
    }

    WantedSubscription wanted() {
        WebhookModel known = WebhookModel.of(model);
        return new WantedSubscription(
                urlBelow(publicUrl),
                Optional.ofNullable(previousPublicUrl).map(this::urlBelow),
                model,
                fieldList().text(),
                known.eventsOf(events),
                Duration.ofMillis(life),
                handshake);
    }

    private String urlBelow(String address) {
        return address.replaceAll("/+$", "") + servedPath();
    }

    private FieldList fieldList() {
        FieldList given =
                FieldList.parse(fields == null ? WebhookModel.of(model).defaultFields() : fields);
        return isUpdatedAtAdded() ? FieldList.parse(given.text() + "," + UPDATED_AT) : given;
    }

    private boolean isUpdatedAtAdded() {
        return addUpdatedAt && fields != null && !FieldList.parse(fields).has(UPDATED_AT);
    }

    /** The path on the HTTP server, with a slash in front. */
    String servedPath() {
        String given = path == null ? "clio/" + connection.getName() + "/webhooks/" + model : path;
        return given.startsWith("/") ? given : "/" + given;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("clio-webhook receives only; to call Clio use clio:webhooks");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ClioWebhookConsumer consumer = new ClioWebhookConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public ClioWebhookComponent getComponent() {
        return (ClioWebhookComponent) super.getComponent();
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

    public String getModel() {
        return model;
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

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }

    public String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public String getPreviousPublicUrl() {
        return previousPublicUrl;
    }

    public void setPreviousPublicUrl(String previousPublicUrl) {
        this.previousPublicUrl = previousPublicUrl;
    }

    public boolean isRemoveOnStop() {
        return removeOnStop;
    }

    public void setRemoveOnStop(boolean removeOnStop) {
        this.removeOnStop = removeOnStop;
    }

    public boolean isAddUpdatedAt() {
        return addUpdatedAt;
    }

    public void setAddUpdatedAt(boolean addUpdatedAt) {
        this.addUpdatedAt = addUpdatedAt;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public long getLife() {
        return life;
    }

    public void setLife(long life) {
        this.life = life;
    }

    public Handshake getHandshake() {
        return handshake;
    }

    public void setHandshake(Handshake handshake) {
        this.handshake = handshake;
    }

    public int getMaxBodySize() {
        return maxBodySize;
    }

    public void setMaxBodySize(int maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public ClioRepairOptions getRepairOptions() {
        return repairOptions;
    }

    public void setRepairOptions(ClioRepairOptions repairOptions) {
        this.repairOptions = repairOptions;
    }

    public WebhookAdapter getAdapter() {
        return adapter;
    }

    public void setAdapter(WebhookAdapter adapter) {
        this.adapter = adapter;
    }
}
