package io.camelclio.testkit.clio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Attributes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.RecordSource;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.NoSuchElementException;

/** Answers read, create, update and delete of one resource from its records; a singleton is read without an id. */
public final class ResourceEndpoint {

    private final Catalogue catalogue;
    private final Resource resource;
    private final ClioRecords records;
    private final Parents parents;
    private final Associations associations;

    /** The endpoint of a resource, which reads records of others to check ids and to complete associations. */
    public ResourceEndpoint(Catalogue catalogue, Resource resource, FirmRecords all) {
        this.catalogue = catalogue;
        this.resource = resource;
        this.records = all.of(resource.path());
        this.parents = new Parents(all);
        this.associations = new Associations(catalogue, all);
    }

    /** The records a list of this resource is cut from; an id in the path that names no record is refused. */
    public RecordSource source(Operation.Call call) {
        parents.check(resource, call.ids());
        return records.source();
    }

    public Response get(Operation.Call call) {
        return answer(call.request(), named(call));
    }

    /** A record read for this request, or 304. */
    public Response answer(Request request, ClioRecord record) {
        checkParameters(request);
        return Conditions.answer(request, record, one(200, request, record));
    }

    public Response create(Request request) {
        selection(request);
        return created(request, attributes(request, resource.create()));
    }

    /** Stores a record that has been checked already, and answers it. */
    public Response created(Request request, ObjectNode fields) {
        ClioRecord record = records.create(fields);
        return Conditions.answer(request, record, one(201, request, record));
    }

    public Response update(Request request, long id) {
        selection(request);
        restoreIfAsked(request, id);
        Conditions.refuseStale(request, existing(id));
        ObjectNode changes = attributes(request, resource.update());
        try {
            ClioRecord record = records.update(id, changes);
            return Conditions.answer(request, record, one(200, request, record));
        } catch (NoSuchElementException deletedMeanwhile) {
            throw missing();
        }
    }

    Response delete(Operation.Call call) {
        remove(call);
        return Response.empty(204);
    }

    /** Deletes a record and answers what it was; Clio does so for one resource, whose deletion knows If-Match. */
    public Response deleteAndShow(Operation.Call call) {
        selection(call.request());
        Conditions.refuseStale(call.request(), named(call));
        return one(200, call.request(), remove(call));
    }

    public ClioRecord existing(long id) {
        return records.find(id).orElseThrow(this::missing);
    }

    /** One record in the answer's envelope, with the fields the request asks for. */
    public Response one(int status, Request request, ClioRecord record) {
        ObjectNode body = Json.object();
        body.set("data", selection(request).select(record.fields()));
        return Response.json(status, Json.bytes(body));
    }

    /** The {@code fields} parameter, checked. */
    public FieldSelection selection(Request request) {
        return FieldSelection.parse(
                catalogue, resource.type(), request.query().first("fields").orElse(null));
    }

    /** The object under {@code data} in a request's body. */
    public static ObjectNode data(Request request) {
        return Json.read(request.body())
                .map(body -> body.get("data"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> ApiError.badArgument("The body must be a JSON object with the key data"));
    }

    /** The record the path names, or the singleton. */
    public ClioRecord named(Operation.Call call) {
        if (resource.singleton()) {
            return records.all().stream().findFirst().orElseThrow(this::missing);
        }
        long parent = parents.check(resource, call.ids());
        ClioRecord record = existing(call.lastId());
        if (record.parent() != parent) {
            throw missing();
        }
        return record;
    }

    private ClioRecord remove(Operation.Call call) {
        ClioRecord record = named(call);
        if (records.isBeingChanged(record.id())) {
            throw ApiError.beingChanged(resource.name());
        }
        try {
            records.delete(record.id());
            return record;
        } catch (NoSuchElementException deletedMeanwhile) {
            throw missing();
        }
    }

    private void restoreIfAsked(Request request, long id) {
        if (resource.hasTrash() && data(request).path("restore").asBoolean()) {
            try {
                records.restore(id);
            } catch (NoSuchElementException notInTheTrash) {
                // An update like any other, as far as the record exists.
            }
        }
    }

    /**
     * The attributes of a body as fields of a record. Attributes that no field shows, such as {@code notify_assignee},
     * are checked and have no effect.
     */
    public ObjectNode attributes(Request request, Attributes known) {
        ObjectNode given = data(request);
        check(given, known);
        ObjectNode fields = Json.object();
        given.properties().forEach(attribute -> set(fields, attribute.getKey(), attribute.getValue()));
        associations.complete(resource, fields);
        return fields;
    }

    /** Refuses an attribute that is not listed, and the absence of a required one; the wording is ours. */
    private void check(ObjectNode given, Attributes known) {
        given.fieldNames().forEachRemaining(name -> {
            if (!known.names().contains(name)) {
                throw ApiError.unprocessable("'" + name + "' is not a valid attribute of " + resource.name());
            }
        });
        known.required().forEach(name -> {
            if (!given.has(name)) {
                throw ApiError.unprocessable(name + " is required");
            }
        });
    }

    private void set(ObjectNode fields, String name, JsonNode value) {
        String association = name.endsWith("_id") ? name.substring(0, name.length() - 3) : "";
        if (resource.type().has(name)) {
            fields.set(name, value);
        } else if (resource.type().has(association)) {
            fields.putObject(association).set("id", value);
        }
    }

    private void checkParameters(Request request) {
        request.query().names().stream().filter(name -> !name.equals("fields")).forEach(name -> {
            throw resource.get().names().contains(name)
                    ? ApiError.notPlayed("the parameter " + name + " of one record of " + resource.path())
                    : ApiError.badArgument("'" + name + "' is not a valid parameter of " + resource.path());
        });
    }

    private ApiError missing() {
        return ApiError.notFound(resource.name());
    }
}
