package io.camelclio.app.smokeball;

/**
 * What is asked of Smokeball next.
 *
 * @param uri without its query
 * @param query of a page, all filters repeated; empty for a record
 * @param forRecord whether it is for a single record, not a page
 */
record Request(String uri, String query, boolean forRecord) {

    static Request page(String uri, String query) {
        return new Request(uri, query, false);
    }

    static Request record(String uri) {
        return new Request(uri, "", true);
    }
}
