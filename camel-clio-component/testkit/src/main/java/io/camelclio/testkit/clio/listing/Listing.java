package io.camelclio.testkit.clio.listing;

import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.RecordSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Cuts a list into pages (Clio, "Paging"). By ascending id, and without an offset, a page begins after an id: unlimited,
 * and stable although records come and go. In any other order, or with an offset, records are counted and the first
 * 10,000 can be reached. A link to more is given all the same (our reading), so that nobody takes 10,000 for all.
 */
final class Listing {

    static final int MOST_BY_OFFSET = 10_000;

    private final RecordSource source;
    private final Predicate<ClioRecord> condition;
    private final Order order;
    private final int limit;

    Listing(RecordSource source, Predicate<ClioRecord> condition, Order order, int limit) {
        this.source = source;
        this.condition = condition;
        this.order = order;
        this.limit = limit;
    }

    long count() {
        return source.after(0).filter(condition).count();
    }

    /** The page at a token, or the first one. */
    Page page(Optional<PageToken> token) {
        PageToken at = token.orElse(order.cursor() ? PageToken.after(0) : PageToken.skip(0));
        if (at.kind() == PageToken.Kind.SKIP) {
            return skipping(at.number());
        }
        if (!order.cursor()) {
            throw ApiError.badArgument("page_token is invalid");
        }
        return at.kind() == PageToken.Kind.AFTER ? after(at.number()) : before(at.number());
    }

    private Page after(long id) {
        List<ClioRecord> records =
                source.after(id).filter(condition).limit(limit + 1L).toList();
        boolean more = records.size() > limit;
        List<ClioRecord> page = more ? records.subList(0, limit) : records;
        boolean earlier = id > 0 && source.before(id + 1).anyMatch(condition);
        return new Page(
                page,
                more ? Optional.of(PageToken.after(page.get(limit - 1).id())) : Optional.empty(),
                earlier
                        ? Optional.of(PageToken.before(
                                page.isEmpty() ? id + 1 : page.get(0).id()))
                        : Optional.empty());
    }

    private Page before(long id) {
        List<ClioRecord> records = new ArrayList<>(
                source.before(id).filter(condition).limit(limit + 1L).toList());
        boolean earlier = records.size() > limit;
        List<ClioRecord> page = earlier ? records.subList(0, limit) : records;
        Collections.reverse(page);
        return new Page(
                page,
                Optional.of(PageToken.after(
                        page.isEmpty() ? 0 : page.get(page.size() - 1).id())),
                earlier ? Optional.of(PageToken.before(page.get(0).id())) : Optional.empty());
    }

    private Page skipping(long skipped) {
        if (skipped >= MOST_BY_OFFSET) {
            throw ApiError.unprocessable("Only the first " + MOST_BY_OFFSET
                    + " records can be reached by offset or in this order; use order=id(asc) and no offset");
        }
        List<ClioRecord> sorted =
                source.after(0).filter(condition).sorted(order.comparator()).toList();
        int from = (int) Math.min(skipped, sorted.size());
        int to = Math.min(Math.min(from + limit, sorted.size()), MOST_BY_OFFSET);
        return new Page(
                sorted.subList(from, to),
                to < sorted.size() ? Optional.of(PageToken.skip(to)) : Optional.empty(),
                from > 0 ? Optional.of(PageToken.skip(Math.max(0, from - limit))) : Optional.empty());
    }
}
