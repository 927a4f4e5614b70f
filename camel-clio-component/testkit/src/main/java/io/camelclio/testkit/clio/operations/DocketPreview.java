package io.camelclio.testkit.clio.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Attributes;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The preview of a matter docket's dates: asked for with a token and answered with 303 to where it can be read without
 * one. Clio's OpenAPI document says no more than the 303; place and form of the dates are ours.
 */
public final class DocketPreview {

    public static final String PATH = "/docket_previews";

    private static final Map<String, String> RECORDS = Map.of(
            "jurisdiction[id]", "court_rules/jurisdictions",
            "service_type[id]", "court_rules/service_types",
            "trigger[id]", "court_rules/jurisdictions/{jurisdiction_id}/triggers");
    private static final Attributes PARAMETERS =
            Attributes.parse("event_prefix jurisdiction[id]! service_type[id]! start_date! start_time! trigger[id]!");

    private final FirmRecords records;
    private final Supplier<URI> baseUri;

    public DocketPreview(FirmRecords records, Supplier<URI> baseUri) {
        this.records = records;
        this.baseUri = baseUri;
    }

    public void addTo(Routes routes) {
        routes.add(new Operation(
                "GET", "court_rules/matter_dockets/preview", "court_rules/matter_dockets", this::redirect));
    }

    private Response redirect(Operation.Call call) {
        Query query = call.request().query();
        check(query.names());
        RECORDS.forEach((parameter, path) -> {
            long id = Long.parseLong(query.first(parameter)
                    .filter(text -> text.matches("[0-9]{1,18}"))
                    .orElseThrow(() -> ApiError.badArgument(parameter + " must be an id")));
            records.of(path)
                    .find(id)
                    .orElseThrow(
                            () -> ApiError.notFound(records.of(path).resource().name()));
        });
        return Response.redirect(303, baseUri.get() + PATH + "?" + query.encoded());
    }

    /** The dates; like a signed address, this one refuses a token. */
    public Response read(Request request) {
        if (request.header("Authorization").isPresent()) {
            return Response.empty(400);
        }
        ArrayNode dates = Json.array();
        ObjectNode date = dates.addObject();
        date.put("date", request.query().first("start_date").orElse(""));
        date.put("name", request.query().first("event_prefix").orElse("") + "Hearing");
        return Response.json(200, Json.bytes(dates));
    }

    private static void check(Set<String> given) {
        given.stream().filter(name -> !PARAMETERS.names().contains(name)).forEach(name -> {
            throw ApiError.badArgument("'" + name + "' is not a valid parameter of court_rules/matter_dockets/preview");
        });
        PARAMETERS.required().stream().filter(name -> !given.contains(name)).forEach(name -> {
            throw ApiError.badArgument(name + " is required");
        });
    }
}
