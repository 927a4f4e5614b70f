package io.camelclio.pull.record;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A record that cannot be read still belongs to the route: its error handler decides what becomes of it. An exchange that
 * has failed before it enters a route goes to the route's {@code onException} before any step runs. The marks of Camel's
 * own {@code bridgeErrorHandler} are not set: with them the steps of {@code onException} would fail in turn.
 */
public final class UnreadableRecord {

    private UnreadableRecord() {}

    /** The exchange, when processed, goes straight to the route's error handler. */
    public static void mark(Exchange exchange, Exception why) {
        exchange.setException(why);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, why);
    }
}
