package io.camelclio.app.smokeball.connection;

import java.time.Clock;

/** Lets tests of other packages tell a connection the time. */
public final class ConnectionClock {

    private ConnectionClock() {}

    public static void set(SmokeballConnection connection, Clock clock) {
        connection.setClock(clock);
    }
}
