package io.camelclio.testkit.smokeball.listing;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.smokeball.api.ApiAddress;
import io.camelclio.testkit.smokeball.catalogue.Target;

/**
 * A request that the gateway has let in.
 *
 * @param userId the user in whose name it is made; empty for nobody in particular
 */
public record ApiCall(Request request, ApiAddress address, Target target, String userId) {

    Parameters parameters() {
        return new Parameters(request.query());
    }
}
