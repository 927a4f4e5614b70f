package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.RecordKey;
import io.camelclio.app.smokeball.collection.RecordTraits.Said;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ExchangeHelper;

/**
 * Makes a record of Smokeball that a route has read by itself an event: the CloudEvents headers are those that a poll would
 * have given it, the identity included. A message that has those of this very record already keeps them.
 */
@DataTypeTransformer(
        name = "smokeball:application-cloudevents",
        description =
                "Gives a record of Smokeball the CloudEvents headers that a poll gives it, made of the record in the"
                        + " body and the headers SmokeballConnection, SmokeballEntity and, under parents, SmokeballParents")
public final class SmokeballCloudEventDataTypeTransformer extends Transformer {

    /** Header of the account's name, as it stands in keys. */
    public static final String CONNECTION_HEADER = "SmokeballConnection";

    /** Header of the entity of {@code smokeball/collections.yaml} that the record is one of. */
    public static final String ENTITY_HEADER = "SmokeballEntity";

    /** Header of the ids of the records that it stands under, outermost first and with slashes between; for some only. */
    public static final String PARENTS_HEADER = "SmokeballParents";

    /**
     * Sets the headers.
     *
     * @throws NoSuchHeaderException naming the header that is missing
     * @throws IllegalArgumentException if there is no such entity, or it stands under more or fewer parents
     * @throws MalformedRecordException if the body is no record, or one without an id
     */
    @Override
    public void transform(Message message, DataType from, DataType to)
            throws NoSuchHeaderException, MalformedRecordException {
        ChangeSource source = new ChangeSource(
                "smokeball", ExchangeHelper.getMandatoryHeader(message, CONNECTION_HEADER, String.class));
        Collections collections = CamelContextHelper.mandatoryLookup(
                message.getExchange().getContext(), Collections.BEAN, Collections.class);
        Collection collection = collections.of(ExchangeHelper.getMandatoryHeader(message, ENTITY_HEADER, String.class));
        List<String> parents = parents(message, collection);
        Said said = read(message, collection);
        RecordKey keys = collection.records().key();
        String key = keys.keyUnder(parents, keys.idUnder(parents, said.id()));
        if (isEventOf(message, collection, source.key(key))) {
            return;
        }
        Instant asOf = asOf(message);
        message.removeHeaders("CamelCloudEvent*");
        source.event(
                        collection.entity(),
                        key,
                        said.deleted() ? ChangeKind.DELETED : ChangeKind.STATE,
                        said.version(),
                        said.changedAt().orElseGet(() -> vendorTime(message).orElse(asOf)),
                        asOf,
                        null)
                .writeTo(message);
        if (!parents.isEmpty()) {
            message.setHeader(
                    ChangeEvent.PARENT_HEADER,
                    source.key(parentOf(collection, collections).records().key().keyOfLast(parents)));
        }
    }

    private static List<String> parents(Message message, Collection collection) {
        String given = message.getHeader(PARENTS_HEADER, "", String.class);
        List<String> ids = given.isEmpty() ? List.of() : List.of(given.split("/", -1));
        if (ids.size() != collection.parents().size() || ids.contains("")) {
            throw new IllegalArgumentException("Header " + PARENTS_HEADER + " names " + ids.size()
                    + " parents of a record of the entity '" + collection.entity() + "', which has "
                    + (collection.parents().isEmpty()
                            ? "none; remove the header"
                            : collection.parents().size() + "; give the ids of "
                                    + String.join("/", collection.parents().values())));
        }
        return ids;
    }

    private static Said read(Message message, Collection collection) throws MalformedRecordException {
        byte[] body = message.getBody(byte[].class);
        if (body == null) {
            throw new MalformedRecordException("The body is neither the bytes nor the text of a record");
        }
        Optional<Said> said = collection.records().read(body);
        return said.orElseThrow(() -> new MalformedRecordException(
                "The record has no id, which the entity '" + collection.entity() + "' is known by"));
    }

    /** What another record left there, before this one was read for it, is no event of this one. */
    private static boolean isEventOf(Message message, Collection collection, String subject) {
        return message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID) != null
                && message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "", String.class)
                        .startsWith("com.smokeball." + collection.entity() + ".")
                && subject.equals(message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, String.class));
    }

    /** A record was read no earlier than its exchange began, so a newer version never seems older than it. */
    private static Instant asOf(Message message) {
        return Instant.ofEpochMilli(message.getExchange().getClock().getCreated());
    }

    private static Optional<Instant> vendorTime(Message message) {
        return Optional.ofNullable(message.getHeader("Date", String.class)).flatMap(HttpDate::parse);
    }

    private static Collection parentOf(Collection collection, Collections collections) {
        List<String> entities = List.copyOf(collection.parents().values());
        return collections.of(entities.get(entities.size() - 1));
    }
}
