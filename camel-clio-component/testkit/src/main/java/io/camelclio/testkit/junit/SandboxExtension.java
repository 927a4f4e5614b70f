package io.camelclio.testkit.junit;

import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox that lives as long as the field it is registered by: one for the whole class by a static field, nested
 * classes included, a fresh one for each test by any other. It starts when it is first asked for and is closed at the
 * end, so a test that does not need it does not pay for it.
 *
 * @param <S> the sandbox
 */
public abstract class SandboxExtension<S extends AutoCloseable> implements BeforeAllCallback, BeforeEachCallback {

    private static final ExtensionContext.Namespace SANDBOXES =
            ExtensionContext.Namespace.create(SandboxExtension.class);

    private final Supplier<S> start;
    private S sandbox;
    private boolean over;

    /** @param start starts a new sandbox; called once at most */
    protected SandboxExtension(Supplier<S> start) {
        this.start = Objects.requireNonNull(start, "start");
    }

    /**
     * The running sandbox, from the first call on; may be called before the first test, in a field's initialiser say, and
     * by any thread.
     *
     * @throws IllegalStateException if the tests it was for are over
     */
    public final synchronized S sandbox() {
        if (over) {
            throw new IllegalStateException("This sandbox ended with the tests it was registered for: "
                    + "register another extension where it is still needed");
        }
        if (sandbox == null) {
            sandbox = start.get();
        }
        return sandbox;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        closeWith(context);
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        closeWith(context);
    }

    /** The first to be told is the one that lasts longest: the class for a static field. */
    private void closeWith(ExtensionContext context) {
        context.getStore(SANDBOXES).getOrComputeIfAbsent(this, key -> (AutoCloseable) this::close, AutoCloseable.class);
    }

    synchronized void close() throws Exception {
        over = true;
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
