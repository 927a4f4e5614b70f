package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.pull.Query;
import io.camelclio.pull.RecordPage;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The list that an endpoint describes: its first page and the way to the next ones. Ordered by id wherever the resource
 * allows it, which is Clio's unlimited cursor paging (Clio, "Paging").
 */
final class ClioList {

    private final ClioEndpoint endpoint;

    ClioList(ClioEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    CompletableFuture<ClioAnswer> first() {
        return first(Optional.empty());
    }

    /** @param updatedSince asked for in whole seconds, rounded down, as Clio keeps them */
    CompletableFuture<ClioAnswer> first(Optional<Instant> updatedSince) {
        Operation list = endpoint.list();
        Query query = new Query()
                .with("fields", endpoint.getFields())
                .with("limit", endpoint.getLimit() > 0 ? endpoint.getLimit() : list.maxLimit());
        if (list.orderedById() && !endpoint.getFilter().containsKey("order")) {
            query.with("order", "id(asc)");
        }
        updatedSince
                .map(since -> DateTimeFormatter.ISO_INSTANT.format(since.truncatedTo(ChronoUnit.SECONDS)))
                .ifPresent(since -> query.with("updated_since", since));
        endpoint.getFilter().forEach(query::with);
        return endpoint.getConnection().api().get(endpoint.getResource(), query);
    }

    CompletableFuture<ClioAnswer> follow(String link) {
        return endpoint.getConnection().api().follow(link);
    }

    /**
     * The link to the next page, empty on the last.
     *
     * @param followed the link that led to this page, or null for the first: a page that leads to itself would never end
     */
    static Optional<String> next(RecordPage page, String followed) throws ClioException {
        String next = page.envelope("meta").path("paging").path("next").textValue();
        if (next != null && next.equals(followed)) {
            throw new ClioException(ClioException.Kind.UNEXPECTED_ANSWER, 0, "A page of a list leads to itself");
        }
        return Optional.ofNullable(next);
    }
}
