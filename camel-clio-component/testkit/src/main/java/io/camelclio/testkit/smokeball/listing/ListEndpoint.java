package io.camelclio.testkit.smokeball.listing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.api.InvalidParameter;
import io.camelclio.testkit.smokeball.api.Problem;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Target;
import io.camelclio.testkit.smokeball.faults.PageFaults;
import io.camelclio.testkit.smokeball.faults.ParentFaults;
import io.camelclio.testkit.smokeball.records.Firm;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Answers lists and single records for a client that the gateway has let in. */
public final class ListEndpoint {

    private final ListBehaviour behaviour;
    private final PageFaults pageFaults;
    private final ParentFaults parentFaults;
    private final Clock clock;
    private final Random random;

    public ListEndpoint(
            ListBehaviour behaviour, PageFaults pageFaults, ParentFaults parentFaults, Clock clock, Random random) {
        this.behaviour = behaviour;
        this.pageFaults = pageFaults;
        this.parentFaults = parentFaults;
        this.clock = clock;
        this.random = random;
    }

    /** Answers GET from an account's records. */
    public Response get(ApiCall call, Firm firm) {
        Target target = call.target();
        Resource resource = target.resource();
        Optional<Response> refusal = parentFaults.refusal(
                resource.name(), target.parents(), call.userId(), call.request().path());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> missing = firm.missingParent(resource, target.parents());
        if (missing.isPresent()) {
            return Problem.notFound(call.request().path(), "There is no record " + missing.get() + ".");
        }
        return target.id().isPresent()
                ? one(
                        call,
                        firm.visible(
                                resource,
                                new RecordKey(target.parents(), target.id().get())))
                : list(call, () -> firm.visible(resource, target.parents()));
    }

    /** One record, or its absence. */
    public Response one(ApiCall call, Optional<RecordVersion> record) {
        return record.filter(found -> !isHidden(call, found))
                .map(found ->
                        Response.json(200, Json.bytes(found.shown(call.address().base(), asked(call)))))
                .orElseGet(() -> Problem.notFound(
                        call.request().path(),
                        "The %s with the specified id does not exist."
                                .formatted(call.target().resource().words())));
    }

    /**
     * One page of some rows.
     *
     * @param rows read after the test's hook has been called
     */
    public Response list(ApiCall call, Supplier<List<RecordVersion>> rows) {
        try {
            return page(call, rows);
        } catch (InvalidParameter e) {
            return Problem.badParameter(call.request().path(), e);
        }
    }

    private Response page(ApiCall call, Supplier<List<RecordVersion>> rows) {
        Resource resource = call.target().resource();
        Parameters parameters = call.parameters();
        PageRequest request = PageRequest.parse(resource, parameters, behaviour.defaultLimit());
        Optional<Response> refusal = resource.isPaged() ? pageFaults.refusal(request.limit()) : Optional.empty();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        pageFaults.asked(resource.name(), call.target().parents(), request.offset(), request.limit());
        List<RecordVersion> selected = rows.get().stream()
                .filter(new Selection(resource, behaviour, clock).of(parameters))
                .filter(row -> behaviour.lists(row) && !isHidden(call, row))
                .toList();
        List<RecordVersion> sorted = order(resource).sorted(selected, parameters);
        URI base = call.address().base();
        Set<String> asked = asked(call);
        List<JsonNode> shown =
                request.cut(sorted).stream().map(row -> row.shown(base, asked)).toList();
        byte[] body = Json.bytes(new Page(call, request, behaviour).of(shown, sorted.size()));
        return pageFaults.refusalOfBody(body.length).orElseGet(() -> Response.json(200, body));
    }

    private synchronized Order order(Resource resource) {
        return new Order(resource, behaviour.order(), new Random(random.nextLong()));
    }

    private boolean isHidden(ApiCall call, RecordVersion row) {
        return parentFaults.hides(call.userId(), row.key().id());
    }

    private static Set<String> asked(ApiCall call) {
        Set<String> asked = new HashSet<>();
        call.parameters().all("Fields").forEach(value -> asked.addAll(List.of(value.split(","))));
        return asked;
    }

    /** The cursor that a webhook event of a record carries; reading with it begins at that change. */
    public static String cursor(RecordVersion version) {
        return Parameters.cursor(version.updatedTicks());
    }
}
