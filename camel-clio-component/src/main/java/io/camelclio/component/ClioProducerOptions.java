package io.camelclio.component;

import io.camelclio.component.catalogue.ClioOperation;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What a route does with a resource. */
@UriParams
public class ClioProducerOptions {

    @UriParam(description = "What to do with the resource.", label = "producer", defaultValue = "list")
    private ClioOperation operation = ClioOperation.list;

    @UriParam(
            description =
                    "How a list reaches the route: one page, all pages in one body, or an iterator over records or pages"
                            + " for a streaming split, which holds one page in memory whatever the size of the list.",
            label = "producer",
            defaultValue = "page")
    private ClioListing listAs = ClioListing.page;

    @UriParam(
            description = "The most records a list of all pages in one body may hold; more is an error.",
            label = "producer",
            defaultValue = "10000")
    private int maxRecords = 10_000;

    @UriParam(
            description =
                    "Whether calls step back behind those of other endpoints when the rate limit leaves no room for"
                            + " all. Lists that are read to their end and polls always do.",
            label = "producer,advanced")
    private boolean background;

    public ClioOperation getOperation() {
        return operation;
    }

    public void setOperation(ClioOperation operation) {
        this.operation = operation;
    }

    public ClioListing getListAs() {
        return listAs;
    }

    public void setListAs(ClioListing listAs) {
        this.listAs = listAs;
    }

    public int getMaxRecords() {
        return maxRecords;
    }

    public void setMaxRecords(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    public boolean isBackground() {
        return background;
    }

    public void setBackground(boolean background) {
        this.background = background;
    }
}
