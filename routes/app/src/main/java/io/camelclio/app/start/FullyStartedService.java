package io.camelclio.app.start;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;

/** A service whose work begins once everything has started, the routes that start late among it. It is begun once. */
public abstract class FullyStartedService extends ServiceSupport implements StartupListener {

    private final CamelContext context;

    protected FullyStartedService(CamelContext context) {
        this.context = context;
    }

    protected final CamelContext context() {
        return context;
    }

    /** Everything has started. */
    protected abstract void begin();

    @Override
    protected final void doInit() throws Exception {
        context.addStartupListener(this);
    }

    @Override
    public final void onCamelContextStarted(CamelContext started, boolean already) {
        // Some routes may start later than this.
    }

    @Override
    public final void onCamelContextFullyStarted(CamelContext started, boolean already) {
        begin();
    }
}
