package io.camelclio.testkit.clio.api;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;

/** Creates and changes the records of a resource for which storing what was sent is not enough. */
public interface Writing {

    /**
     * Creates a record.
     *
     * @param user the user behind the access token
     */
    Response create(Request request, long user);

    Response update(Request request, long id);
}
