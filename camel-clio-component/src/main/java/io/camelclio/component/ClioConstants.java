package io.camelclio.component;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** Headers that the Clio endpoints set or read. */
public final class ClioConstants {

    @Metadata(label = "consumer", description = "Name of the connection the record came by", javaType = "String")
    public static final String CONNECTION = "CamelClioConnection";

    @Metadata(
            label = "consumer",
            description = "Clio's word for the kind of record, singular, such as activity",
            javaType = "String")
    public static final String ENTITY = "CamelClioEntity";

    @Metadata(label = "consumer", description = "Id of the record", javaType = "String")
    public static final String RECORD_ID = "CamelClioRecordId";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Id of the record to read or change, instead of the option id. Like all headers that shape a"
                    + " call it is used up by a call that succeeds",
            javaType = "String")
    public static final String ID = "CamelClioId";

    @Metadata(
            applicableFor = "clio-webhook",
            label = "consumer",
            description = "Clio's word for what happened, such as created or matter_closed; only webhooks know it",
            javaType = "String")
    public static final String EVENT = "CamelClioEvent";

    @Metadata(
            applicableFor = "clio-webhook",
            label = "consumer",
            description = "Id of the webhook subscription that delivered the record",
            javaType = "Long")
    public static final String WEBHOOK_ID = "CamelClioWebhookId";

    @Metadata(
            applicableFor = "clio-action",
            label = "consumer",
            description = "Id of the user who clicked on a custom action, as Clio confirmed it",
            javaType = "Long")
    public static final String USER_ID = "CamelClioUserId";

    @Metadata(
            applicableFor = "clio-action",
            label = "consumer",
            description = "Id of the custom action that was clicked on, as the click says: Clio confirms user and"
                    + " record",
            javaType = "Long")
    public static final String ACTION_ID = "CamelClioActionId";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Fields to ask for, instead of the option fields",
            javaType = "String")
    public static final String FIELDS = "CamelClioFields";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "First part of the headers that give query parameters, such as CamelClioFilter.status; each"
                    + " replaces the option of its name. A list is sent as several parameters",
            javaType = "Object")
    public static final String FILTER_PREFIX = "CamelClioFilter.";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Order of a list, instead of the option order",
            javaType = "String")
    public static final String ORDER = "CamelClioOrder";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Records on one page, instead of the option limit",
            javaType = "Integer")
    public static final String LIMIT = "CamelClioLimit";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Words to search for, instead of the option query",
            javaType = "String")
    public static final String QUERY = "CamelClioQuery";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "First part of the headers that give the ids in the resource's path, such as"
                    + " CamelClioPath.contact_id; each replaces the option of its name",
            javaType = "String")
    public static final String PATH_PREFIX = "CamelClioPath.";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Etag the record must still have to be changed",
            javaType = "String")
    public static final String IF_MATCH = "CamelClioIfMatch";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Etag of the record as it is known already",
            javaType = "String")
    public static final String IF_NONE_MATCH = "CamelClioIfNoneMatch";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Time since which the record must have changed to be read: an HTTP date or an ISO time",
            javaType = "String")
    public static final String IF_MODIFIED_SINCE = "CamelClioIfModifiedSince";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "After a list of one page: the link of the next page, absent on the last",
            javaType = "String")
    public static final String NEXT_PAGE = "CamelClioNextPage";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Link of the page to read instead of the list's first, as an earlier answer gave it in"
                    + " CamelClioNextPage; only pages of the endpoint's own list are read",
            javaType = "String")
    public static final String PAGE = "CamelClioPage";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Number of records in the body of a list",
            javaType = "Integer")
    public static final String RECORD_COUNT = "CamelClioRecordCount";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "The HTTP status of Clio's answer: 304 where a condition says that there is nothing new",
            javaType = "Integer")
    public static final String STATUS = "CamelClioStatus";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Etag of the record that was read, quotes included",
            javaType = "String")
    public static final String ETAG = "CamelClioEtag";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "When the record that was read last changed, as an HTTP date",
            javaType = "String")
    public static final String LAST_MODIFIED = "CamelClioLastModified";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "What an uploaded document belongs to, instead of the option parentType: Matter, Folder,"
                    + " Contact, or Document for a new version of that document",
            javaType = "String")
    public static final String PARENT_TYPE = "CamelClioParentType";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Id of what an uploaded document belongs to, instead of the option parentId",
            javaType = "String")
    public static final String PARENT_ID = "CamelClioParentId";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Name of an uploaded document, instead of the option documentName",
            javaType = "String")
    public static final String DOCUMENT_NAME = "CamelClioDocumentName";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Media type of an uploaded document, instead of the option documentContentType",
            javaType = "String")
    public static final String DOCUMENT_CONTENT_TYPE = "CamelClioDocumentContentType";

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Plain name of a file without folders. After a download: as the storage names it. Before an"
                    + " upload: the document's name where no other is given",
            javaType = "String")
    public static final String FILE_NAME = Exchange.FILE_NAME;

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Media type of a downloaded file",
            javaType = "String")
    public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

    @Metadata(
            applicableFor = "clio",
            label = "producer",
            description = "Length of a downloaded file in bytes; absent where the storage does not say",
            javaType = "Long")
    public static final String CONTENT_LENGTH = Exchange.CONTENT_LENGTH;

    private ClioConstants() {}
}
