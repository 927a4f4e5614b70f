package io.camelclio.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Everything that is logged at any level, stack traces included, from its creation until it is closed. */
public final class CapturedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final Capturing appender = new Capturing();

    public CapturedLog() {
        appender.start();
        root.addAppender(appender, Level.ALL, null);
        root.setLevel(Level.ALL);
        context.updateLoggers();
    }

    /** What was logged so far, one event after the other. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        root.setLevel(before);
        context.updateLoggers();
        appender.stop();
    }

    private final class Capturing extends AbstractAppender {

        private Capturing() {
            super(
                    "captured",
                    null,
                    PatternLayout.newBuilder()
                            .withPattern("%level %logger %msg %throwable")
                            .build(),
                    false,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(getLayout().toSerializable(event).toString());
        }
    }
}
