package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.EndpointHelper;

/** Which of Clio's users may click, and by whose token each one's clicks are confirmed. Immutable. */
final class UserConnections {

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final Map<Long, ClioConnection> byUser = new LinkedHashMap<>();

    /**
     * Reads the options.
     *
     * @param users connections, or references to them, by the user's id
     * @throws IllegalArgumentException naming the option that is wrong, or all of them when there is none
     */
    UserConnections(CamelContext context, Map<String, Object> users) {
        if (users.isEmpty()) {
            throw new IllegalArgumentException("No option user.<id> is given, so that nobody may click; give one for"
                    + " each user, such as user.344117382=#alice with the id of Clio's user and a bean of type"
                    + " ClioConnection");
        }
        users.forEach((id, value) -> byUser.put(checked(id), connection(context, id, value)));
    }

    private static Long checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "Option user." + id + " names no user; allowed is an id of Clio's, such as user.344117382");
        }
        return Long.valueOf(id);
    }

    /** A value that is no reference is not shown: it might be a token. */
    private static ClioConnection connection(CamelContext context, String id, Object value) {
        if (value instanceof ClioConnection connection) {
            return connection;
        }
        if (!(value instanceof String reference) || !EndpointHelper.isReferenceParameter(reference)) {
            throw new IllegalArgumentException("Option user." + id + " is no reference; allowed is the name of a bean"
                    + " of type ClioConnection after a #, such as #alice");
        }
        String name = reference.replaceFirst("^#(bean:)?", "");
        ClioConnection connection = CamelContextHelper.lookup(context, name, ClioConnection.class);
        if (connection == null) {
            throw new IllegalArgumentException("Option user." + id + " is '" + reference
                    + "', and there is no bean of type ClioConnection of that name; add one, or name another");
        }
        return connection;
    }

    /** The connection whose token is a user's own. */
    Optional<ClioConnection> of(long user) {
        return Optional.ofNullable(byUser.get(user));
    }

    Collection<ClioConnection> connections() {
        return byUser.values();
    }
}
