package io.camelclio.component.catalogue;

/** What can be done with a resource of Clio's API. In lower case because these words stand in endpoint URIs. */
public enum ClioOperation {
    /** Reads records of a list: one page, or all of them. */
    list,
    /** Reads one record by its id, or the only one where the resource has just one ({@code timer}). */
    get,
    /** Creates a record from the body. */
    create,
    /** Changes the fields of a record that the body names. */
    update,
    /** Deletes a record by its id. */
    delete,
    /** Reads the file of a document, template, archive or report, which Clio keeps behind a signed storage link. */
    download,
    /** Creates a document and stores its file: record, bytes and confirmation in one operation (Clio, "Documents"). */
    upload,
    /** Confirms a webhook by the secret of its handshake (Clio, "Webhooks"). */
    activate,
    /** Makes a copy of a record, with what the body changes in it. */
    copy,
    /** Shows what a bill or a docket will be. */
    preview,
    /** Starts a report by its preset. */
    generate_report,
    /** Reads the user whom the token belongs to. */
    who_am_i,
    /** Reads the ids of a list's records only. */
    ids,
    /** Makes an old version of a document its latest. */
    save_as_latest_version
}
