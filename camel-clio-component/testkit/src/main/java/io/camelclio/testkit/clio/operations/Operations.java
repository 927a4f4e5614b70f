package io.camelclio.testkit.clio.operations;

import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.listing.ListEndpoint;
import io.camelclio.testkit.clio.listing.PagingLinks;
import io.camelclio.testkit.clio.records.ComputedRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.RecordSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Builds the endpoints of every resource and puts them on their paths: all operations of Clio's OpenAPI document except
 * those with files. What webhooks and custom actions do otherwise, their packages put in its place.
 */
public final class Operations {

    private final Catalogue catalogue;
    private final FirmRecords records;
    private final boolean sinceIsInclusive;
    private final PagingLinks links;
    private final Map<String, ResourceEndpoint> endpoints = new HashMap<>();

    public Operations(Catalogue catalogue, FirmRecords records, boolean sinceIsInclusive, PagingLinks links) {
        this.catalogue = catalogue;
        this.records = records;
        this.sinceIsInclusive = sinceIsInclusive;
        this.links = links;
        for (Resource resource : catalogue.resources()) {
            endpoints.put(resource.path(), new ResourceEndpoint(catalogue, resource, records));
        }
    }

    public ResourceEndpoint endpoint(String resource) {
        return endpoints.get(resource);
    }

    /** The list of a resource, cut from other records than those stored. */
    public Operation.Play list(String resource, Function<Operation.Call, RecordSource> source) {
        return list(catalogue.resource(resource).orElseThrow(), source)::answer;
    }

    public Routes routes() {
        Routes routes = new Routes();
        for (Resource resource : catalogue.resources()) {
            routes.add(resource, stored(resource)::answer, endpoints.get(resource.path()));
        }
        MatterContacts contacts = new MatterContacts(catalogue, records);
        addList(routes, "matters/{matter_id}/contacts", contacts::all);
        addList(routes, "matters/{matter_id}/related_contacts", contacts::related);
        addList(routes, "folders/list", call -> documentsAndFolders());
        routes.add(Operation.of("GET", "matters/{matter_id}/client", call -> endpoints
                .get("matters/{matter_id}/client")
                .answer(call.request(), contacts.client(call))));
        ListEndpoint billable = stored(catalogue.resource("billable_matters").orElseThrow());
        new SpecialOperations(catalogue, records, endpoints, billable).addTo(routes);
        return routes;
    }

    private void addList(Routes routes, String path, Function<Operation.Call, RecordSource> source) {
        routes.add(new Operation("GET", path, path, list(path, source)));
    }

    private ListEndpoint list(Resource resource, Function<Operation.Call, RecordSource> source) {
        return new ListEndpoint(catalogue, resource, source, sinceIsInclusive, links);
    }

    private ListEndpoint stored(Resource resource) {
        return list(resource, endpoints.get(resource.path())::source);
    }

    private RecordSource documentsAndFolders() {
        return new ComputedRecords(Stream.of("documents", "folders")
                .flatMap(path -> records.of(path).source().after(0)));
    }
}
