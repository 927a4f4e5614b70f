package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** What shapes a request, whether a route makes it or a poll. Headers of the message win, each as its text says. */
@UriParams
public class ClioRequestOptions implements Cloneable {

    @UriParam(
            description =
                    "Fields to ask for, in Clio's grammar: names separated by commas, each with at most one nested"
                            + " level in braces. Without it Clio gives id and etag only; a poll asks for id, etag and"
                            + " updated_at. The header CamelClioFields wins over it.")
    private String fields;

    @UriParam(
            description = "Query parameters of the operation, such as filter.status=unbilled. One that is given several"
                    + " times is sent several times, for parameters that Clio takes as arrays. Headers such as"
                    + " CamelClioFilter.status win over it.",
            prefix = "filter.",
            multiValue = true)
    private Map<String, Object> filter = Map.of();

    @UriParam(
            description =
                    "Order of a list, such as date(desc). Without it id(asc) where the resource allows it, which alone"
                            + " reads lists of any length; any other order ends after 10,000 records. The header"
                            + " CamelClioOrder wins over it.")
    private String order;

    @UriParam(
            description =
                    "Records on one page. The resource's largest when not set. The header CamelClioLimit wins over it.")
    private int limit;

    @UriParam(description = "Words to search for. The header CamelClioQuery wins over it.")
    private String query;

    @UriParam(description = "Id of the record. The header CamelClioId wins over it.", label = "producer")
    private String id;

    @UriParam(
            description = "Ids of the parents that the resource's path names, such as path.contact_id=123 for"
                    + " contacts/{contact_id}/phone_numbers. Headers such as CamelClioPath.contact_id win over it.",
            prefix = "path.",
            multiValue = true)
    private Map<String, Object> path = Map.of();

    @UriParam(
            description = "Minor version of Clio's API for this endpoint, instead of the connection's.",
            label = "advanced")
    private String apiVersion;

    @UriParam(
            description = "Changes the record only if it still has this etag; otherwise the call fails with"
                    + " PRECONDITION_FAILED. The header CamelClioIfMatch wins over it.",
            label = "producer,advanced")
    private String ifMatch;

    @UriParam(
            description =
                    "Reads the record only if its etag is another; otherwise the body is empty and CamelClioStatus is"
                            + " 304. The header CamelClioIfNoneMatch wins over it.",
            label = "producer,advanced")
    private String ifNoneMatch;

    @UriParam(
            description =
                    "Reads the record only if it changed after this time, an HTTP date or an ISO time; otherwise the"
                            + " body is empty and CamelClioStatus is 304. The header CamelClioIfModifiedSince wins over"
                            + " it.",
            label = "producer,advanced")
    private String ifModifiedSince;

    @UriParam(
            description =
                    "Whether names of fields, filters and orders are checked against the catalogue of Clio's API that"
                            + " this component was built with. Turn it off to use what Clio has added since.",
            label = "advanced",
            defaultValue = "true")
    private boolean checkNames = true;

    @UriParam(
            description = "How long a call may wait for its place in the rate budget of its connection; 0 fails at once"
                    + " when there is none.",
            label = "advanced",
            javaType = "java.time.Duration",
            defaultValue = "300000")
    private long patience = 300_000;

    @UriParam(
            description =
                    "How often a call that fails in passing is made again, with growing pauses. A create or update is"
                            + " repeated only when it was surely not applied.",
            label = "advanced",
            defaultValue = "4")
    private int repeats = ClioCall.DEFAULT_REPEATS;

    @UriParam(description = "What becomes of the records of an answer.", defaultValue = "bytes")
    private ClioResult resultAs = ClioResult.bytes;

    /** Options that start as these and change by themselves. */
    ClioRequestOptions copy() {
        try {
            return (ClioRequestOptions) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String getFields() {
        return fields;
    }

    public void setFields(String fields) {
        this.fields = fields;
    }

    public Map<String, Object> getFilter() {
        return filter;
    }

    public void setFilter(Map<String, Object> filter) {
        this.filter = filter;
    }

    public String getOrder() {
        return order;
    }

    public void setOrder(String order) {
        this.order = order;
    }

    public int getLimit() {
        return limit;
    }

    public void setLimit(int limit) {
        this.limit = limit;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(String query) {
        this.query = query;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public Map<String, Object> getPath() {
        return path;
    }

    public void setPath(Map<String, Object> path) {
        this.path = path;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public String getIfMatch() {
        return ifMatch;
    }

    public void setIfMatch(String ifMatch) {
        this.ifMatch = ifMatch;
    }

    public String getIfNoneMatch() {
        return ifNoneMatch;
    }

    public void setIfNoneMatch(String ifNoneMatch) {
        this.ifNoneMatch = ifNoneMatch;
    }

    public String getIfModifiedSince() {
        return ifModifiedSince;
    }

    public void setIfModifiedSince(String ifModifiedSince) {
        this.ifModifiedSince = ifModifiedSince;
    }

    public boolean isCheckNames() {
        return checkNames;
    }

    public void setCheckNames(boolean checkNames) {
        this.checkNames = checkNames;
    }

    public long getPatience() {
        return patience;
    }

    public void setPatience(long patience) {
        this.patience = patience;
    }

    public int getRepeats() {
        return repeats;
    }

    public void setRepeats(int repeats) {
        this.repeats = repeats;
    }

    public ClioResult getResultAs() {
        return resultAs;
    }

    public void setResultAs(ClioResult resultAs) {
        this.resultAs = resultAs;
    }
}
