package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.component.catalogue.FieldList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive verified clicks on custom actions of Clio Manage and show the user what the route answers.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "clio-action",
        title = "Clio Action",
        syntax = "clio-action:name",
        consumerOnly = true,
        remote = true,
        category = {Category.SAAS, Category.HTTP},
        headersClass = ClioConstants.class)
public class ClioActionEndpoint extends DefaultEndpoint {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /** Least time that leaves Clio a chance to answer, in milliseconds. */
    private static final long SHORTEST_TIMEOUT = 100;

    @UriPath(
            description = "Name of the action, the last part of its path: 1 to 64 letters, digits, dots, dashes and"
                    + " underscores.")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            description =
                    "The connection that confirms a user's clicks, by the user's id in Clio: user.344117382=#alice names"
                            + " a bean of type ClioConnection whose token is that user's own, since Clio confirms a"
                            + " click to nobody else. At least one is required; the clicks of other users get 403.",
            prefix = "user.",
            multiValue = true)
    private Map<String, Object> users = Map.of();

    @UriParam(
            description = "The only records whose clicks are accepted, as the action's ui_reference names them. All"
                    + " kinds that have custom actions when not set.")
    private ActionSubject subject;

    @UriParam(
            description =
                    "Fields of the record that the route gets, in Clio's grammar: names separated by commas, each with"
                            + " at most one nested level in braces. Every kind of record that is accepted must have"
                            + " them, so set subject too. Without it Clio gives id and etag only.")
    private String fields;

    @UriParam(
            description = "Path on the HTTP server. Required where the users have several connections, since the"
                    + " default has room for the name of one.",
            defaultValue = "/clio/<connection>/actions/<name>")
    private String path;

    @UriParam(
            description =
                    "How long a browser may wait, from its click to the end of the route; after that it is shown 503. A"
                            + " route that is running then ends by itself.",
            javaType = "java.time.Duration",
            defaultValue = "15000",
            label = "advanced")
    private long timeout = 15_000;

    @UriParam(
            description =
                    "The most clicks that may be confirmed or in the route at the same time; more are put off with"
                            + " 503. Each of them holds one of the HTTP engine's threads.",
            defaultValue = "16",
            label = "advanced")
    private int maxInFlight = 16;

    private UserConnections connections;

    public ClioActionEndpoint(String uri, ClioActionComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Option name is '" + name + "'; allowed are 1 to 64 letters, digits, dots, dashes and underscores");
        }
        if (timeout < SHORTEST_TIMEOUT) {
            throw new IllegalArgumentException(
                    "Option timeout is " + timeout + " ms; allowed is " + SHORTEST_TIMEOUT + " ms or more");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("Option maxInFlight is " + maxInFlight + "; allowed is 1 or more");
        }
        checkFields();
        connections = new UserConnections(getCamelContext(), users);
        servedPath();
        for (ClioConnection connection : connections.connections()) {
            getComponent().clio().use(connection);
        }
    }

    private void checkFields() {
        if (fields == null) {
            return;
        }
        FieldList list = FieldList.parse(fields);
        for (ActionSubject accepted : subjects()) {
            try {
                list.check(accepted.resource().fields());
            } catch (IllegalArgumentException e) {
                throw subject != null
                        ? e
                        : new IllegalArgumentException(
                                e.getMessage() + " If the action does not stand on " + accepted
                                        + ", say by option subject where it stands",
                                e);
            }
        }
    }

    /** The fields as Clio is asked for them; null for its own choice. */
    String fieldList() {
        return fields == null ? null : FieldList.parse(fields).text();
    }

    Set<ActionSubject> subjects() {
        return subject == null ? EnumSet.allOf(ActionSubject.class) : EnumSet.of(subject);
    }

    UserConnections connections() {
        return connections;
    }

    /** The path on the HTTP server, with a slash in front. */
    String servedPath() {
        String given = path == null ? "clio/" + onlyConnection() + "/actions/" + name : path;
        return given.startsWith("/") ? given : "/" + given;
    }

    private String onlyConnection() {
        List<String> names = connections.connections().stream()
                .map(ClioConnection::getName)
                .distinct()
                .toList();
        if (names.size() > 1) {
            throw new IllegalArgumentException("Option path is not set, and the users have several connections ("
                    + String.join(", ", names) + "), so that none can name it; set path, such as /clio/firm/actions/"
                    + name);
        }
        return names.get(0);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("clio-action receives only; to call Clio use clio:custom_actions");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ClioActionConsumer consumer = new ClioActionConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public ClioActionComponent getComponent() {
        return (ClioActionComponent) super.getComponent();
    }

    public String getName() {
        return name;
    }

    public Map<String, Object> getUsers() {
        return users;
    }

    public void setUsers(Map<String, Object> users) {
        this.users = users;
    }

    public ActionSubject getSubject() {
        return subject;
    }

    public void setSubject(ActionSubject subject) {
        this.subject = subject;
    }

    public String getFields() {
        return fields;
    }

    public void setFields(String fields) {
        this.fields = fields;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }
}
