package io.camelclio.app.smokeball.collection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.camelclio.event.ChangeIdentity;
import io.camelclio.pull.record.MalformedRecordException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The version of a record that has none: a digest of what it says, at any depth, without the parts of links. Those tell
 * where a record was read, not what it holds, and change with the address.
 */
final class ContentDigest {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> LINK_PARTS = Set.of("href", "self", "rel", "relation", "method");

    private ContentDigest() {}

    /** @throws MalformedRecordException when the bytes are no well-formed JSON */
    static String of(byte[] record) throws MalformedRecordException {
        StringWriter content = new StringWriter();
        try (JsonParser parser = JSON.createParser(record)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && LINK_PARTS.contains(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    String text = parser.getText();
                    content.append(token.name())
                            .append(' ')
                            .append(String.valueOf(text.length()))
                            .append(' ');
                    content.append(text).append('\n');
                }
            }
        } catch (IOException e) {
            throw new MalformedRecordException("A record is not well-formed JSON");
        }
        return ChangeIdentity.versionOf(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
