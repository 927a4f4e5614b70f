package io.camelclio.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** The logging that is shipped, turned up to debug as somebody in trouble would do, with every line kept. */
final class ShippedLogging implements AutoCloseable {

    private static final String LEVEL = "log.level";

    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final URI before = context.getConfigLocation();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private ShippedLogging() {}

    static ShippedLogging atDebug() throws Exception {
        System.setProperty(LEVEL, "debug");
        ShippedLogging logging = new ShippedLogging();
        logging.context.setConfigLocation(ShippedLogging.class
                .getClassLoader()
                .getResource("log4j2.properties")
                .toURI());
        logging.keepEveryLine();
        return logging;
    }

    private void keepEveryLine() {
        Keeper keeper = new Keeper(lines);
        keeper.start();
        Configuration shipped = context.getConfiguration();
        shipped.getRootLogger().removeAppender("console");
        shipped.getLoggers().values().forEach(logger -> logger.removeAppender("console"));
        shipped.getRootLogger().addAppender(keeper, null, null);
        context.updateLoggers();
        // The broker in this JVM is no part of the application.
        Configurator.setLevel("kafka", Level.ERROR);
        Configurator.setLevel("state.change.logger", Level.OFF);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        System.clearProperty(LEVEL);
        context.setConfigLocation(before);
    }

    private static final class Keeper extends AbstractAppender {

        private final Queue<String> lines;

        Keeper(Queue<String> lines) {
            super("keeper", null, null, true, Property.EMPTY_ARRAY);
            this.lines = lines;
        }

        @Override
        public void append(LogEvent event) {
            StringWriter line = new StringWriter();
            line.append(event.getLevel() + " " + event.getLoggerName() + " ")
                    .append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            lines.add(line.toString());
        }
    }
}
