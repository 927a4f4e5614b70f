package io.camelclio.component;

/** What a document belongs to, in Clio's own words. */
public enum ClioParent {
    Matter,
    Folder,
    Contact,
    /** Makes the file a new version of that document. */
    Document
}
