package io.camelclio.testkit.clio.files;

import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.http.Response;
import java.net.URI;

/** Sends clients to the storage with a signed link, or, where the test wants it, somewhere else. */
final class Downloads {

    private final FileStorage storage;
    private URI elsewhere;
    private int misdirected;

    Downloads(FileStorage storage) {
        this.storage = storage;
    }

    synchronized void misdirect(int times, URI location) {
        misdirected = times;
        elsewhere = location;
    }

    Response redirect(String path) {
        return Response.empty(303).withHeader("Location", location(path).toString());
    }

    private synchronized URI location(String path) {
        if (misdirected > 0) {
            misdirected--;
            return elsewhere;
        }
        return storage.downloadLink(path);
    }
}
