package io.camelclio.component.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * What Clio is told of a document before its file comes.
 *
 * @param name of the document, which is its file's name too
 * @param parentType Clio's word: Matter, Folder, Contact, or Document for a new version of that document
 * @param parentId digits
 * @param contentType a media type; null lets Clio tell it by the name's ending
 */
public record NewDocument(String name, String parentType, String parentId, String contentType) {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** @throws IllegalArgumentException when the parent's id is not one of Clio's numbers */
    public NewDocument {
        if (!ID.matcher(parentId).matches()) {
            throw new IllegalArgumentException(
                    "The id of the " + parentType + " that the document belongs to is not a number");
        }
    }

    ObjectNode data() {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("name", name);
        data.putObject("parent").put("id", Long.parseLong(parentId)).put("type", parentType);
        if (contentType != null) {
            data.put("content_type", contentType);
        }
        return data;
    }
}
