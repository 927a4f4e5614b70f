package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.files.FileDownload;
import io.camelclio.component.files.FileDownload.Download;
import io.camelclio.component.files.StoredFile;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * Makes the message a file of Clio's, as a stream that is read while it arrives. The stream is closed at the end of the
 * exchange at the latest.
 */
final class ClioDownloadProducer extends ClioAsyncProducer {

    private static final int OK = 200;

    private final ClioRequest request;
    private final Results results;
    private final Duration timeout;

    ClioDownloadProducer(ClioEndpoint endpoint, ClioRequest request) {
        super(endpoint);
        this.request = request;
        this.results = new Results(endpoint.getRequest().getResultAs());
        this.timeout = Duration.ofMillis(endpoint.getProducer().getStorageTimeout());
    }

    @Override
    CompletableFuture<Void> run(Exchange exchange) throws ClioException {
        ClioConnection connection = getEndpoint().getConnection();
        return new FileDownload(connection.api(), connection.storage(), timeout)
                .begin(request.call(exchange.getMessage()))
                .thenAccept(download -> write(download, exchange));
    }

    private void write(Download download, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(ClioConstants.FILE_NAME);
        message.removeHeader(ClioConstants.CONTENT_TYPE);
        message.removeHeader(ClioConstants.CONTENT_LENGTH);
        if (download.file() != null) {
            write(download.file(), exchange);
            return;
        }
        try {
            results.write(download.answer(), message);
        } catch (ClioException e) {
            throw new CompletionException(e);
        }
        download.answer().header("Content-Type").ifPresent(type -> message.setHeader(ClioConstants.CONTENT_TYPE, type));
    }

    private static void write(StoredFile file, Exchange exchange) {
        Message message = exchange.getMessage();
        InputStream stream = new DownloadedFile(file.content(), file.length().orElse(0));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(stream);
            }
        });
        message.setBody(stream);
        message.setHeader(ClioConstants.STATUS, OK);
        file.name().ifPresent(name -> message.setHeader(ClioConstants.FILE_NAME, name));
        file.contentType().ifPresent(type -> message.setHeader(ClioConstants.CONTENT_TYPE, type));
        file.length().ifPresent(length -> message.setHeader(ClioConstants.CONTENT_LENGTH, length));
    }
}
