package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.RecordFields;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.event.ChangeIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one poll reads, and how, as its endpoint says. Whatever cannot work is refused when this is made, at start. */
final class PollPlan {

    private static final String ID_ORDER = "id(asc)";
    private static final int DIGEST_LENGTH = 16;

    private final ClioRequestOptions request;
    private final ClioPollOptions options;
    private final ClioConnection connection;
    private final Resource resource;
    private final Operation list;
    private final boolean fullRead;
    private final Beginning beginning;
    private final ClioRequest reading;
    private final ClioRequest versions;
    private final String path;

    /** @throws IllegalArgumentException naming the option, its value and what is allowed */
    PollPlan(ClioEndpoint endpoint) {
        request = endpoint.getRequest().copy();
        options = endpoint.getPoll();
        connection = endpoint.getConnection();
        resource = endpoint.resource();
        if (endpoint.getProducer().getOperation() != ClioOperation.list) {
            throw new IllegalArgumentException("Option operation is '"
                    + endpoint.getProducer().getOperation() + "', but a consumer polls the list of " + resource.path()
                    + "; leave the option out, or use the endpoint in a to");
        }
        list = resource.operation(ClioOperation.list);
        if (!resource.pollable()) {
            throw new IllegalArgumentException("Clio's list of " + resource.path()
                    + " gives records without an id, which cannot be told apart; read it whole with operation=list in"
                    + " a route that a timer starts");
        }
        fullRead = readsWhole();
        beginning = checkedBeginning();
        checkOptions();
        completeRequest();
        reading = new ClioRequest(endpoint, ClioOperation.list, request);
        checkVersions();
        versions = new ClioRequest(endpoint, ClioOperation.list, versionsOnly());
        path = checkedPath();
    }

    private boolean readsWhole() {
        if (options.getChanges() == ClioChangeDetection.updatedSince && !list.incremental()) {
            throw new IllegalArgumentException("Option changes is 'updatedSince', but Clio's list of " + resource.path()
                    + " has no updated_since; use changes=fullRead");
        }
        return options.getChanges() == ClioChangeDetection.fullRead || !list.incremental();
    }

    private Beginning checkedBeginning() {
        Beginning since = Beginning.parse(options.getSince());
        if (fullRead && !since.isOfAll()) {
            throw new IllegalArgumentException("Option since is '" + since + "', but " + resource.path()
                    + " is read whole each time; leave the option out");
        }
        return since;
    }

    private void checkOptions() {
        refuseFilter("updated_since", "a poll itself asks for changes since its last read");
        refuseFilter("include_deleted", "use option includeDeleted");
        if (options.getMaxInFlight() < 1) {
            throw new IllegalArgumentException(
                    "Option maxInFlight is " + options.getMaxInFlight() + "; allowed is 1 or more");
        }
        if (request.getOrder() != null
                && !(list.orderedById() && request.getOrder().equals(ID_ORDER))) {
            throw new IllegalArgumentException("Option order is '" + request.getOrder()
                    + "', in which Clio ends a list after 10,000 records; a poll reads in the order " + ID_ORDER
                    + " where there is one, so leave the option out");
        }
        if (options.isIncludeDeleted() && !list.showsDeleted()) {
            throw new IllegalArgumentException("Option includeDeleted is set, but Clio's list of " + resource.path()
                    + " does not show what was deleted; use a clio-webhook for the event deleted, or"
                    + " changes=fullRead, which notices what vanished");
        }
    }

    private void refuseFilter(String name, String instead) {
        if (request.getFilter().containsKey(name)) {
            throw new IllegalArgumentException("Option filter." + name + " is not allowed in a poll; " + instead);
        }
    }

    private void completeRequest() {
        if (request.getFields() == null) {
            request.setFields(Stream.of("id", "etag", "updated_at")
                    .filter(resource.fields()::has)
                    .collect(Collectors.joining(",")));
        }
        if (options.isIncludeDeleted()) {
            if (!FieldList.parse(request.getFields()).has("deleted_at")) {
                request.setFields(request.getFields() + ",deleted_at");
            }
            Map<String, Object> filter = new LinkedHashMap<>(request.getFilter());
            filter.put("include_deleted", true);
            request.setFilter(filter);
        }
    }

    private void checkVersions() {
        FieldList fields = FieldList.parse(request.getFields());
        RecordFields record = resource.fields();
        if (!fields.has("id")) {
            throw unversioned("a poll needs id, and etag or updated_at to tell the versions of a record apart");
        }
        if (record.has("etag") || record.has("updated_at")) {
            if (!fields.has("etag") && !fields.has("updated_at")) {
                throw unversioned("a poll needs id, and etag or updated_at to tell the versions of a record apart");
            }
        } else if (fields.text().equals("id")) {
            throw unversioned(
                    "records of " + resource.path()
                            + " have no version of their own, so a poll notices changes of the fields you name only; name some");
        }
    }

    private IllegalArgumentException unversioned(String why) {
        return new IllegalArgumentException("Option fields is '" + request.getFields() + "'; " + why);
    }

    private String checkedPath() {
        try {
            return reading.poll(Optional.empty()).path();
        } catch (ClioException e) {
            throw new IllegalArgumentException(
                    "A poll of " + resource.path() + " needs the ids of its parents in its path or by options: "
                            + e.getMessage(),
                    e);
        }
    }

    ClioRequest reading() {
        return reading;
    }

    /** The same list, with no more of each record than tells its version: all of it where that is a digest. */
    ClioRequest versions() {
        return versions;
    }

    private ClioRequestOptions versionsOnly() {
        ClioRequestOptions few = request.copy();
        FieldList asked = FieldList.parse(request.getFields());
        if (asked.has("etag")) {
            few.setFields(Stream.of("id", "etag", "updated_at", "deleted_at")
                    .filter(asked::has)
                    .collect(Collectors.joining(",")));
        }
        return few;
    }

    Resource resource() {
        return resource;
    }

    /** The list's path below the API, the ids of parents filled in. */
    String path() {
        return path;
    }

    /** Ids of the records that the list stands under, outermost first. */
    List<String> parents() {
        String[] names = resource.path().split("/");
        String[] ids = path.split("/");
        List<String> parents = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                parents.add(ids[i]);
            }
        }
        return parents;
    }

    /**
     * Whether the list holds all records that there are under its parents, and no others: neither a filter nor words to
     * search for narrow it, and it is not the content of one folder (Clio, "Folders").
     */
    boolean isWhole() {
        return request.getFilter().isEmpty()
                && request.getQuery() == null
                && !resource.path().endsWith("/list");
    }

    boolean isFullRead() {
        return fullRead;
    }

    Beginning beginning() {
        return beginning;
    }

    /** Tells requests apart: other fields, filters or another beginning make what was kept of a read worthless. */
    String requestDigest() {
        String asked = reading.describe() + " " + request.getApiVersion() + " " + beginning;
        return ChangeIdentity.versionOf(asked.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
    }

    /**
     * Path and query of a paging link, if it is of this list and can be kept: only in the order of ids does a page begin
     * later where it begins now.
     */
    Optional<String> pageOfThisList(String link) {
        ClioCall call = ClioCall.of(resource.path(), list, path);
        if (!list.orderedById() || !connection.api().isPageOf(call, link)) {
            return Optional.empty();
        }
        URI page = URI.create(link);
        return Optional.ofNullable(page.getRawQuery()).map(query -> page.getRawPath() + "?" + query);
    }

    ClioResult resultAs() {
        return request.getResultAs();
    }

    ClioPollOptions options() {
        return options;
    }
}
