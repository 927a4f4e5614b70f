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

    @UriParam(
            description =
                    "What an uploaded document belongs to; Document makes the file a new version of that document, as"
                            + " does the option id without any parent. The header CamelClioParentType wins over it.",
            label = "producer")
    private ClioParent parentType;

    @UriParam(
            description = "Id of what an uploaded document belongs to. The header CamelClioParentId wins over it.",
            label = "producer")
    private String parentId;

    @UriParam(
            description = "Name of an uploaded document. The header CamelClioDocumentName wins over it; without both"
                    + " the name in CamelFileName is used.",
            label = "producer")
    private String documentName;

    @UriParam(
            description = "Media type of an uploaded document. Without it Clio tells it by the ending of the name; an"
                    + " unusual ending needs it. The header CamelClioDocumentContentType wins over it.",
            label = "producer")
    private String documentContentType;

    @UriParam(
            description =
                    "Size in bytes from which a file is uploaded in parts, each with its MD5. Clio advises 100 MB. A"
                            + " body that is a stream is first written to a temporary file, which only its owner can"
                            + " read and which is deleted afterwards: Camel's stream caching must be off, or spool to"
                            + " disk, if large streams are to stay out of memory.",
            label = "producer,advanced",
            defaultValue = "100000000")
    private long multipartFrom = 100_000_000;

    @UriParam(
            description =
                    "Size in bytes of one part of an upload: 5242880 or more. Files of more than 10,000 such parts"
                            + " get larger ones.",
            label = "producer,advanced",
            defaultValue = "31457280")
    private long partSize = 31_457_280;

    @UriParam(
            description =
                    "How long Clio's file storage may neither send nor take a byte before a download or upload is given"
                            + " up. A transfer that is slower than 16 KiB a second on average, after such a pause, is"
                            + " given up too.",
            label = "producer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "30000")
    private long storageTimeout = 30_000;

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

    public ClioParent getParentType() {
        return parentType;
    }

    public void setParentType(ClioParent parentType) {
        this.parentType = parentType;
    }

    public String getParentId() {
        return parentId;
    }

    public void setParentId(String parentId) {
        this.parentId = parentId;
    }

    public String getDocumentName() {
        return documentName;
    }

    public void setDocumentName(String documentName) {
        this.documentName = documentName;
    }

    public String getDocumentContentType() {
        return documentContentType;
    }

    public void setDocumentContentType(String documentContentType) {
        this.documentContentType = documentContentType;
    }

    public long getMultipartFrom() {
        return multipartFrom;
    }

    public void setMultipartFrom(long multipartFrom) {
        this.multipartFrom = multipartFrom;
    }

    public long getPartSize() {
        return partSize;
    }

    public void setPartSize(long partSize) {
        this.partSize = partSize;
    }

    public long getStorageTimeout() {
        return storageTimeout;
    }

    public void setStorageTimeout(long storageTimeout) {
        this.storageTimeout = storageTimeout;
    }
}
