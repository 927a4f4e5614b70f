package io.camelclio.component;

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

    @Metadata(
            description = "Consumer: id of the record. Producer: id of the record to get, instead of the option id",
            javaType = "String")
    public static final String ID = "CamelClioId";

    @Metadata(
            label = "consumer",
            description = "Clio's word for what happened, such as created or matter_closed; only webhooks know it",
            javaType = "String")
    public static final String EVENT = "CamelClioEvent";

    @Metadata(
            label = "consumer",
            description = "Id of the webhook subscription that delivered the record",
            javaType = "Long")
    public static final String WEBHOOK_ID = "CamelClioWebhookId";

    @Metadata(
            label = "producer",
            description =
                    "After a list of one page: the link of the next page, absent on the last. Before a list: the link"
                            + " to follow instead of reading the first page",
            javaType = "String")
    public static final String NEXT_PAGE = "CamelClioNextPage";

    @Metadata(label = "producer", description = "Number of records in the body of a list", javaType = "Integer")
    public static final String RECORD_COUNT = "CamelClioRecordCount";

    @Metadata(label = "producer", description = "The HTTP status of Clio's answer", javaType = "Integer")
    public static final String STATUS = "CamelClioStatus";

    private ClioConstants() {}
}
