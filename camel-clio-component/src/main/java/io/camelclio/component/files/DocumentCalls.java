package io.camelclio.component.files;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.catalogue.ClioOperation;

/** Makes the calls that an upload consists of, each with the version, urgency and patience of whoever uploads. */
@FunctionalInterface
public interface DocumentCalls {

    /**
     * A call without a body.
     *
     * @param path below the API, such as {@code documents/152}
     * @param fields what Clio is asked for; null for id and etag
     */
    ClioCall call(ClioOperation operation, String path, String fields);
}
