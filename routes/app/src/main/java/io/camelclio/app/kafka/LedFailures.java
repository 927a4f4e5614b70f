package io.camelclio.app.kafka;

import io.camelclio.kafka.leadership.FencedException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of what fails behind {@code master:}. That this process does not lead is no failure: it is how its work ends when the
 * application stops or another copy takes over, and the copy that leads goes on with it.
 */
final class LedFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LedFailures.class);

    private final ExceptionHandler others;

    /** @param consumer whose failures these are, as the log names it */
    LedFailures(CamelContext context, Class<?> consumer) {
        this(new LoggingExceptionHandler(context, consumer));
    }

    LedFailures(ExceptionHandler others) {
        this.others = others;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exception instanceof FencedException) {
            LOG.debug("{}", exception.getMessage());
        } else {
            others.handleException(message, exchange, exception);
        }
    }
}
