package io.camelclio.app.tls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads certificates again when their files have changed. What is not good, such as a file that is half written, changes
 * nothing; the log says so once.
 */
public final class FileWatch extends ServiceSupport {

    /** How often to look. */
    public static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final CamelContext context;
    private final List<WatchedFile> files;
    private final Duration period;
    private final Map<WatchedFile, String> problems = new ConcurrentHashMap<>();
    private ScheduledExecutorService scheduler;

    public FileWatch(CamelContext context, List<? extends WatchedFile> files, Duration period) {
        this.context = context;
        this.files = List.copyOf(files);
        this.period = period;
    }

    @Override
    protected void doStart() {
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Certificates");
        scheduler.scheduleWithFixedDelay(this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        files.forEach(this::reload);
    }

    private void reload(WatchedFile file) {
        try {
            if (file.reload()) {
                LOG.info("{} was read again, and is used for new connections", file);
            }
            problems.remove(file);
        } catch (IOException | RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(problems.put(file, String.valueOf(e.getMessage())))) {
                LOG.warn("{} cannot be read again, and stays as it was: {}", file, e.getMessage());
            }
        }
    }

    @Override
    protected void doStop() {
        context.getExecutorServiceManager().shutdownNow(scheduler);
    }
}
