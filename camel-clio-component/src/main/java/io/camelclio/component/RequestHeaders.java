package io.camelclio.component;

import java.util.Set;
import org.apache.camel.Message;

/**
 * The headers that shape a call. A call that succeeded has used them up, so that they never steer the next one: an id
 * that was set for a read must not choose what a later step deletes.
 */
final class RequestHeaders {

    private static final Set<String> NAMES = Set.of(
            ClioConstants.ID,
            ClioConstants.FIELDS,
            ClioConstants.ORDER,
            ClioConstants.LIMIT,
            ClioConstants.QUERY,
            ClioConstants.PAGE,
            ClioConstants.IF_MATCH,
            ClioConstants.IF_NONE_MATCH,
            ClioConstants.IF_MODIFIED_SINCE,
            ClioConstants.PARENT_TYPE,
            ClioConstants.PARENT_ID,
            ClioConstants.DOCUMENT_NAME,
            ClioConstants.DOCUMENT_CONTENT_TYPE);

    private RequestHeaders() {}

    static void useUp(Message message) {
        message.getHeaders().keySet().removeIf(RequestHeaders::isOne);
    }

    private static boolean isOne(String header) {
        return NAMES.contains(header)
                || header.startsWith(ClioConstants.FILTER_PREFIX)
                || header.startsWith(ClioConstants.PATH_PREFIX);
    }
}
