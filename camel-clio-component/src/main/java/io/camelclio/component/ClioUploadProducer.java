package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.files.DocumentUpload;
import io.camelclio.component.files.NewDocument;
import io.camelclio.component.files.UploadContent;
import io.camelclio.component.files.UploadPlan;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes the message's body a document of Clio's, and the message the record of that document. Gives the route's thread
 * back and holds one of its own, on which the route goes on as soon as the document is confirmed.
 */
final class ClioUploadProducer extends ThreadedProducer {

    private final ClioRequest request;
    private final UploadRequest uploads;
    private final UploadPlan plan;
    private final Results results;

    /** @throws IllegalArgumentException naming the option, its value and what is allowed */
    ClioUploadProducer(ClioEndpoint endpoint, ClioRequest request) {
        super(endpoint);
        ClioProducerOptions options = endpoint.getProducer();
        this.request = request;
        this.uploads = new UploadRequest(options, endpoint.getRequest().getId());
        this.plan = new UploadPlan(
                options.getMultipartFrom(), options.getPartSize(), Duration.ofMillis(options.getStorageTimeout()));
        this.results = new Results(endpoint.getRequest().getResultAs());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        threads().run(exchange, callback, () -> {
            try {
                upload(exchange.getMessage());
                RequestHeaders.useUp(exchange.getMessage());
            } catch (ClioException | RuntimeException e) {
                exchange.setException(e);
            }
        });
        return false;
    }

    private void upload(Message message) throws ClioException {
        ClioConnection connection = getEndpoint().getConnection();
        try {
            NewDocument document = uploads.document(message);
            String fields = request.fields(message);
            try (UploadContent content = UploadRequest.content(message)) {
                DocumentUpload upload = new DocumentUpload(connection.api(), request::step, connection.storage(), plan);
                results.write(upload.upload(document, content, fields), message);
            }
        } catch (IllegalArgumentException e) {
            throw new ClioException(Kind.INVALID_REQUEST, 0, e.getMessage());
        } catch (IOException e) {
            throw new ClioException(Kind.INVALID_REQUEST, "The file to upload cannot be read", e);
        }
    }
}
