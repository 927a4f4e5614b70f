package io.camelclio.pull;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A record that cannot be read still belongs to the route: its error handler decides what becomes of it. Marks the
 * exchange as Camel's own {@code bridgeErrorHandler} does, so that the route's {@code onException} sees the record before
 * any step of the route.
 */
public final class UnreadableRecord {

    private UnreadableRecord() {}

    /** The exchange, when processed, goes straight to the route's error handler. */
    public static void mark(Exchange exchange, Exception why) {
        exchange.setException(why);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, why);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
    }
}
