package io.camelclio.docs;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.RecordFields;
import io.camelclio.component.catalogue.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the catalogue knows of every resource: one row each to find it by, and one section each to use it by. */
final class ResourcePage {

    private ResourcePage() {}

    private static List<Resource> resources() {
        return Catalogue.clio().resources().stream()
                .sorted(Comparator.comparing(Resource::path))
                .toList();
    }

    static String overview() {
        Table table = new Table("3,5,1,2", "Resource", "Operations", "Page", "Poll");
        for (Resource resource : resources()) {
            Operation list = list(resource);
            table.row(List.of(
                    "<<" + anchor(resource) + "," + Table.code(resource.path()) + ">>",
                    words(resource.operations().keySet()),
                    list == null || list.maxLimit() == 0 ? "" : String.valueOf(list.maxLimit()),
                    !resource.pollable() ? "no" : list.incremental() ? "`updated_since`" : "full read"));
        }
        return table.text();
    }

    static String details() {
        StringBuilder text = new StringBuilder();
        char letter = 0;
        for (Resource resource : resources()) {
            if (resource.path().charAt(0) != letter) {
                letter = resource.path().charAt(0);
                text.append("== ")
                        .append(String.valueOf(letter).toUpperCase(Locale.ROOT))
                        .append("\n\n");
            }
            text.append("[[").append(anchor(resource)).append("]]\n");
            text.append("=== ").append(Table.code(resource.path())).append("\n\n");
            facts(resource).forEach(fact -> text.append("* ").append(fact).append('\n'));
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> facts(Resource resource) {
        List<String> facts = new ArrayList<>();
        facts.add("Record: " + Table.code(resource.entity()) + ", " + id(resource) + ".");
        facts.add("Operations: " + words(resource.operations().keySet()) + ".");
        resource.operations().values().stream()
                .filter(operation -> operation.maxLimit() > 0)
                .forEach(operation -> facts.addAll(list(operation)));
        resource.operations().values().stream()
                .filter(operation -> operation.maxLimit() == 0)
                .forEach(operation -> facts.addAll(needs(operation)));
        facts.add("Fields: " + fields(resource.fields()) + ".");
        facts.add("Poll: " + poll(resource));
        return facts;
    }

    private static String id(Resource resource) {
        if (!resource.fields().has("id")) {
            return "without an id";
        }
        return resource.fields().idIsText() ? "its id is a *text*" : "its id is a number";
    }

    private static List<String> list(Operation list) {
        List<String> facts = new ArrayList<>();
        String name = list.name() == ClioOperation.list
                ? ""
                : " of " + Table.code(list.name().name());
        facts.add("Pages" + name + ": up to " + list.maxLimit() + " records; " + length(list) + ".");
        if (list.ordered()) {
            facts.add("Orders" + name + ": " + orders(list));
        }
        if (!list.requiredParameters().isEmpty()) {
            facts.add("Filters that Clio does not do without" + name + ": " + names(list.requiredParameters()) + ".");
        }
        facts.add("Filters" + name + ": " + (list.parameters().isEmpty() ? "none" : names(list.parameters())) + ".");
        return facts;
    }

    private static String length(Operation list) {
        if (list.orderedById()) {
            return "any number in the order `id(asc)`, 10,000 in any other";
        }
        return "the component asks for no order, so how many it can give is up to Clio";
    }

    private static String orders(Operation list) {
        return (list.orderKeys().isEmpty()
                        ? "Clio takes one and does not say by which keys"
                        : names(list.orderKeys()) + ", each `(asc)` or `(desc)`")
                + "; " + Table.code(list.defaultOrder()) + " by default.";
    }

    private static List<String> needs(Operation operation) {
        List<String> facts = new ArrayList<>();
        String word = Table.code(operation.name().name());
        if (operation.name() == ClioOperation.upload) {
            facts.add(word + " takes the file itself as its body; what it belongs to and its name are the options"
                    + " `parentType`, `parentId` and `documentName`, or their headers.");
        } else if (!operation.body().fields().isEmpty()) {
            facts.add(word + " takes in its body: " + attributes(operation) + ".");
        }
        if (!operation.requiredParameters().isEmpty()) {
            facts.add(word + " needs the filters: " + names(operation.requiredParameters()) + ".");
        }
        return facts;
    }

    private static String attributes(Operation operation) {
        Set<String> required = operation.body().required();
        String names = operation.body().fields().stream()
                .map(name -> required.contains(name) ? "*" + Table.code(name) + "*" : Table.code(name))
                .collect(Collectors.joining(", "));
        boolean oneParent = operation.path().equals("notes") && required.containsAll(Set.of("contact", "matter"));
        return names + (oneParent ? "; of `contact` and `matter` the one that `type` names" : "");
    }

    private static String fields(RecordFields record) {
        return record.names().stream()
                .map(name -> Table.code(record.isAssociation(name) ? name + "{…}" : name))
                .collect(Collectors.joining(", "));
    }

    private static String poll(Resource resource) {
        Operation list = list(resource);
        if (list == null) {
            return "no, there is no list.";
        }
        if (!resource.pollable()) {
            return "no, the records of its list have no id.";
        }
        String how = list.incremental() ? "by `updated_since`" : "by reading the list whole";
        return how + (list.showsDeleted() ? "; deletions are shown with `includeDeleted=true`." : ".");
    }

    private static Operation list(Resource resource) {
        return resource.offers(ClioOperation.list) ? resource.operation(ClioOperation.list) : null;
    }

    private static String anchor(Resource resource) {
        return "resource-" + resource.path().replaceAll("[^a-z]+", "-");
    }

    private static String names(Collection<String> names) {
        return names.stream().map(Table::code).collect(Collectors.joining(", "));
    }

    private static String words(Collection<ClioOperation> operations) {
        return names(operations.stream().map(ClioOperation::name).toList());
    }
}
