package io.camelclio.app.smokeball.connection;

import java.io.IOException;

/** Nothing was asked of Smokeball, since it refuses this stream; it will be asked again at the time told. */
public final class StreamStoppedException extends IOException {

    private static final long serialVersionUID = 1L;

    StreamStoppedException(String connection, StoppedStreams.Stop stop) {
        super("Connection '" + connection + "' leaves a stream of Smokeball's alone until " + stop.until() + ", since "
                + stop.reason());
    }
}
