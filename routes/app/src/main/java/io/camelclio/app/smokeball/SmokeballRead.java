package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Ticks;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;

/**
 * One read of a collection: where it began, how far it is. Offsets are our own and the read ends on a page shorter than
 * the limit the answer echoes: Smokeball's totals and paging links have been wrong before (Smokeball, release notes).
 */
public final class SmokeballRead {

    private static final int MOST_REFUSALS = 5;

    private final String resource;
    private final String entity;
    private final int pageSize;
    private final Watermark watermark;
    private final Long updatedSince;
    private int offset;
    private int refusalsInARow;
    private Instant vendorStart;
    private Instant pageAskedAt;
    private Instant pageVendorTime;
    private boolean unfinished = true;
    private boolean complete;
    private volatile boolean unbroken = true;

    SmokeballRead(String resource, String entity, int pageSize, Watermark watermark, Instant now) {
        this.resource = resource;
        this.entity = entity;
        this.pageSize = pageSize;
        this.watermark = watermark;
        this.updatedSince = watermark.from().map(Ticks::of).orElse(null);
        this.pageAskedAt = now;
    }

    /** Whether another page is to be asked for. */
    public boolean isUnfinished() {
        return unfinished && unbroken;
    }

    /** Whether every record so far was taken; after one that was not, the rest is left to the next read. */
    public boolean isUnbroken() {
        return unbroken;
    }

    /** The query of the next page, all filters repeated. */
    public String getQuery() {
        return new Query()
                .with("Offset", offset)
                .with("Limit", pageSize)
                .with("UpdatedSince", updatedSince)
                .asForm();
    }

    void asking(Instant now) {
        pageAskedAt = now;
    }

    /** @param echoedLimit the limit the answer repeats, 0 when it repeats none: then only an empty page is the last */
    void took(int records, int echoedLimit, Instant vendorTime) {
        if (vendorStart == null) {
            vendorStart = vendorTime;
        }
        refusalsInARow = 0;
        pageVendorTime = vendorTime;
        offset += records;
        complete = records < Math.max(1, echoedLimit);
        unfinished = !complete;
    }

    /** Fails as the repository fails: a page is nothing to somebody who could not move the watermark any more. */
    void requireWatermark() {
        watermark.from();
    }

    /**
     * Smokeball refused the page for now: how long to wait before it is asked for again, twice as long each time. After
     * some refusals in a row the read ends, and the next one starts from the same point.
     */
    Duration refused() {
        unfinished = ++refusalsInARow < MOST_REFUSALS;
        return Duration.ofSeconds(1L << (refusalsInARow - 1));
    }

    /** A record was not taken: the read is worth nothing and the next one starts from the same point. */
    void breakOff() {
        unbroken = false;
    }

    /** If every record of every page was taken, the next read begins where this one began. */
    void end() {
        if (complete && unbroken) {
            watermark.moveTo(vendorStart);
        }
    }

    String resource() {
        return resource;
    }

    String entity() {
        return entity;
    }

    Instant pageAskedAt() {
        return pageAskedAt;
    }

    Instant pageVendorTime() {
        return pageVendorTime;
    }
}
