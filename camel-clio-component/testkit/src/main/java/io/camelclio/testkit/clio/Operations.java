package io.camelclio.testkit.clio;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Builds the endpoints of every resource and puts them on their paths: all operations of Clio's OpenAPI document except
 * those with files, which {@link ClioFiles} adds.
 */
final class Operations {

    private final Catalogue catalogue;
    private final Map<String, ClioRecords> records;
    private final boolean sinceIsInclusive;
    private final PagingLinks links;
    private final Parents parents;
    private final Map<String, ResourceEndpoint> endpoints = new HashMap<>();

    Operations(Catalogue catalogue, Map<String, ClioRecords> records, boolean sinceIsInclusive, PagingLinks links) {
        this.catalogue = catalogue;
        this.records = records;
        this.sinceIsInclusive = sinceIsInclusive;
        this.links = links;
        this.parents = new Parents(records);
        Associations associations = new Associations(catalogue, records);
        records.forEach((path, of) -> endpoints.put(path, new ResourceEndpoint(catalogue, of, parents, associations)));
    }

    ResourceEndpoint endpoint(String resource) {
        return endpoints.get(resource);
    }

    Routes routes() {
        Routes routes = new Routes();
        for (Resource resource : catalogue.resources()) {
            routes.add(resource, list(resource, stored(resource)), endpoints.get(resource.path()));
        }
        MatterContacts contacts = new MatterContacts(catalogue, records);
        addList(routes, "matters/{matter_id}/contacts", contacts::all);
        addList(routes, "matters/{matter_id}/related_contacts", contacts::related);
        addList(routes, "folders/list", call -> documentsAndFolders());
        routes.add(Action.of("GET", "matters/{matter_id}/client", call -> endpoints
                .get("matters/{matter_id}/client")
                .answer(call.request(), contacts.client(call))));
        Resource billable = catalogue.resource("billable_matters").orElseThrow();
        new Actions(catalogue, records, endpoints, list(billable, stored(billable))).addTo(routes);
        return routes;
    }

    private void addList(Routes routes, String path, Function<Action.Call, RecordSource> source) {
        Resource resource = catalogue.resource(path).orElseThrow();
        routes.add(new Action("GET", path, path, list(resource, source)::answer));
    }

    private ListEndpoint list(Resource resource, Function<Action.Call, RecordSource> source) {
        return new ListEndpoint(catalogue, resource, source, sinceIsInclusive, links);
    }

    private Function<Action.Call, RecordSource> stored(Resource resource) {
        ClioRecords of = records.get(resource.path());
        return call -> {
            parents.check(resource, call.ids());
            return of.source();
        };
    }

    private RecordSource documentsAndFolders() {
        return new ComputedRecords(Stream.of("documents", "folders")
                .flatMap(path -> records.get(path).source().after(0)));
    }
}
