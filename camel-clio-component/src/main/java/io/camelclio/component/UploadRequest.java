package io.camelclio.component;

import io.camelclio.component.files.FileName;
import io.camelclio.component.files.NewDocument;
import io.camelclio.component.files.UploadContent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/** The document and the bytes that an endpoint and a message describe together; the message wins. */
final class UploadRequest {

    private final ClioProducerOptions options;
    private final String id;

    /** @param id of the document to make a new version of, where no parent is given; may be null */
    UploadRequest(ClioProducerOptions options, String id) {
        this.options = options;
        this.id = id;
    }

    /** @throws IllegalArgumentException naming what is missing or wrong */
    NewDocument document(Message message) {
        ClioParent type = message.getHeader(ClioConstants.PARENT_TYPE, options.getParentType(), ClioParent.class);
        String parent = message.getHeader(ClioConstants.PARENT_ID, options.getParentId(), String.class);
        if (type == null && parent == null) {
            type = ClioParent.Document;
            parent = message.getHeader(ClioConstants.ID, id, String.class);
        }
        if (type == null || parent == null) {
            throw new IllegalArgumentException("An upload needs its document's parent: set options parentType and"
                    + " parentId or headers " + ClioConstants.PARENT_TYPE + " and " + ClioConstants.PARENT_ID
                    + "; for a new version of a document set id or header " + ClioConstants.ID + " alone");
        }
        String contentType =
                message.getHeader(ClioConstants.DOCUMENT_CONTENT_TYPE, options.getDocumentContentType(), String.class);
        return new NewDocument(name(message), type.name(), parent, contentType);
    }

    private String name(Message message) {
        String name = message.getHeader(ClioConstants.DOCUMENT_NAME, options.getDocumentName(), String.class);
        if (name == null || name.isBlank()) {
            return FileName.plain(message.getHeader(ClioConstants.FILE_NAME, String.class))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "An upload needs its document's name: set option documentName, header "
                                    + ClioConstants.DOCUMENT_NAME + " or header " + ClioConstants.FILE_NAME));
        }
        return name;
    }

    /** @throws IllegalArgumentException when the body is none that has bytes */
    static UploadContent content(Message message) throws IOException {
        Object body = message.getBody();
        if (body instanceof WrappedFile<?> wrapped) {
            body = wrapped.getFile() instanceof File file ? file : message.getBody(InputStream.class);
        }
        if (body instanceof byte[] bytes) {
            return UploadContent.of(bytes);
        }
        if (body instanceof File file) {
            return UploadContent.of(file.toPath());
        }
        if (body instanceof Path file) {
            return UploadContent.of(file);
        }
        if (body instanceof String) {
            return UploadContent.of(message.getBody(byte[].class));
        }
        InputStream stream = body == null ? null : message.getBody(InputStream.class);
        if (stream == null) {
            throw new IllegalArgumentException("The message body "
                    + (body == null ? "is empty" : "of " + body.getClass().getName() + " has no bytes")
                    + "; an upload takes a stream, a file, a path, bytes or text");
        }
        try (stream) {
            return UploadContent.of(stream);
        }
    }
}
