package io.camelclio.component.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioApi;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.files.Parts.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * An upload as Clio wants it: create the document, put its bytes to the storage, confirm it (Clio, "Documents"). Blocks
 * its thread. What fails at the storage is sent once more by a fresh link. Nothing is ever deleted: a document without
 * its file does not show in Clio, and after an unclear confirmation it may have its file.
 */
public final class DocumentUpload {

    private static final String DOCUMENTS = "documents";
    private static final String WHOLE = "id,latest_document_version{uuid,put_url,put_headers}";
    private static final String IN_PARTS = "id,latest_document_version{uuid,multiparts}";
    private static final String STATE = "id,latest_document_version{uuid,fully_uploaded}";

    private final ClioApi api;
    private final DocumentCalls calls;
    private final SignedStorage storage;
    private final UploadPlan plan;

    public DocumentUpload(ClioApi api, DocumentCalls calls, SignedStorage storage, UploadPlan plan) {
        this.api = api;
        this.calls = calls;
        this.storage = storage;
        this.plan = plan;
    }

    /**
     * Uploads a file.
     *
     * @param fields what Clio is asked for at the end; null for id and etag
     * @return the confirmed document
     * @throws ClioException naming the document that was created, where the failure comes after that
     * @throws IOException when the content cannot be read
     */
    public ClioAnswer upload(NewDocument document, UploadContent content, String fields)
            throws ClioException, IOException {
        return plan.isInParts(content)
                ? uploadInParts(document, content, fields)
                : uploadWhole(document, content, fields);
    }

    private ClioAnswer uploadWhole(NewDocument document, UploadContent content, String fields) throws ClioException {
        OpenVersion version = create(document.data(), WHOLE);
        try {
            Range all = new Range(0, content.length());
            String what = "the file of document " + version.document();
            try {
                storage.put(version.whole(), content, all, what, plan.timeout());
            } catch (ClioException e) {
                requireMayPass(e);
                storage.put(renewed(version).whole(), content, all, what, plan.timeout());
            }
            return confirm(version, fields);
        } catch (ClioException e) {
            throw failed(version, e);
        }
    }

    /** A document that is read while Clio waits for its file has a link again. */
    private OpenVersion renewed(OpenVersion version) throws ClioException {
        OpenVersion again = OpenVersion.of(send(read(version, WHOLE)));
        if (!again.isSameAs(version)) {
            throw new ClioException(
                    Kind.CONFLICT, 0, "Somebody else began another version of document " + version.document());
        }
        return again;
    }

    private ClioAnswer uploadInParts(NewDocument document, UploadContent content, String fields)
            throws ClioException, IOException {
        Parts parts = new Parts(content, plan.partSize());
        List<Part> batch = parts.from(1);
        OpenVersion version = create(document.data().set("multiparts", Parts.described(batch)), IN_PARTS);
        try {
            put(batch, version, content);
            for (int next = 1 + batch.size(); next <= parts.count(); next += batch.size()) {
                batch = parts.from(next);
                put(batch, announced(version, batch), content);
            }
            return confirm(version, fields);
        } catch (ClioException e) {
            throw failed(version, e);
        }
    }

    private void put(List<Part> batch, OpenVersion version, UploadContent content) throws ClioException {
        OpenVersion links = version;
        for (int i = 0; i < batch.size(); i++) {
            Part part = batch.get(i);
            String what = "part " + part.number() + " of document " + version.document();
            try {
                storage.put(links.part(part.number()), content, part.range(), what, plan.timeout());
            } catch (ClioException e) {
                requireMayPass(e);
                // The links of the parts that follow are as old as the one that was refused.
                links = announced(version, batch.subList(i, batch.size()));
                storage.put(links.part(part.number()), content, part.range(), what, plan.timeout());
            }
        }
    }

    private OpenVersion announced(OpenVersion version, List<Part> parts) throws ClioException {
        ObjectNode data = state(version, false);
        data.set("multiparts", Parts.described(parts));
        return OpenVersion.of(send(update(version, IN_PARTS, data)));
    }

    private ClioAnswer confirm(OpenVersion version, String fields) throws ClioException {
        try {
            return send(update(version, fields, state(version, true)));
        } catch (ClioException e) {
            if (e.kind() != Kind.NO_ANSWER && e.kind() != Kind.VENDOR_FAILURE && e.kind() != Kind.MALFORMED_JSON) {
                throw e;
            }
            // The confirmation may have been taken all the same, and a second one would then be an error.
            OpenVersion now = OpenVersion.of(send(read(version, STATE)));
            boolean taken = now.isSameAs(version) && now.isFullyUploaded();
            return send(taken ? read(version, fields) : update(version, fields, state(version, true)));
        }
    }

    private static void requireMayPass(ClioException failure) throws ClioException {
        switch (failure.kind()) {
            case LINK_REFUSED, VENDOR_FAILURE, NO_ANSWER, UNREACHABLE -> {}
            default -> throw failure;
        }
    }

    private static ClioException failed(OpenVersion version, ClioException failure) {
        return failure.during("The upload to document " + version.document()
                + " failed; without its file this version does not show in Clio, and nothing was deleted");
    }

    private OpenVersion create(ObjectNode data, String fields) throws ClioException {
        return OpenVersion.of(
                send(calls.call(ClioOperation.create, DOCUMENTS, fields).body(body(data))));
    }

    private ClioCall read(OpenVersion version, String fields) {
        return calls.call(ClioOperation.get, DOCUMENTS + "/" + version.document(), fields);
    }

    private ClioCall update(OpenVersion version, String fields, ObjectNode data) {
        return calls.call(ClioOperation.update, DOCUMENTS + "/" + version.document(), fields)
                .body(body(data));
    }

    private static ObjectNode state(OpenVersion version, boolean fullyUploaded) {
        return JsonNodeFactory.instance.objectNode().put("uuid", version.uuid()).put("fully_uploaded", fullyUploaded);
    }

    private static byte[] body(ObjectNode data) {
        return JsonNodeFactory.instance
                .objectNode()
                .<ObjectNode>set("data", data)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Ends by itself: the call's patience, deadline and number of repeats bound it. */
    private ClioAnswer send(ClioCall call) throws ClioException {
        CompletableFuture<ClioAnswer> answer = api.send(call);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClioException failure) {
                throw failure;
            }
            throw new IllegalStateException(call + " could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClioException(Kind.NO_ANSWER, 0, call + " was interrupted");
        }
    }
}
