package io.camelclio.testkit.kafka;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one broker before the first test of a class, nested classes included, and closes it after the last; or gives all
 * classes of a JVM the same one, {@link #shared}. Tests take it as a parameter of type {@link EmbeddedKafka}, or from
 * {@link #kafka()} of an extension registered as a static field.
 */
public final class EmbeddedKafkaExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace BROKERS =
            ExtensionContext.Namespace.create(EmbeddedKafkaExtension.class);

    private final boolean shared;
    private EmbeddedKafka kafka;

    /** One broker for each test class. */
    public EmbeddedKafkaExtension() {
        this(false);
    }

    private EmbeddedKafkaExtension(boolean shared) {
        this.shared = shared;
    }

    /** The broker of {@link EmbeddedKafka#shared}. */
    public static EmbeddedKafkaExtension shared() {
        return new EmbeddedKafkaExtension(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (shared) {
            kafka = EmbeddedKafka.shared();
            return;
        }
        // JUnit closes the broker, as any closeable thing in its store, at the end of the class.
        kafka = context.getStore(BROKERS)
                .getOrComputeIfAbsent(
                        EmbeddedKafka.class, key -> EmbeddedKafka.builder().start(), EmbeddedKafka.class);
    }

    /**
     * The running broker.
     *
     * @throws IllegalStateException outside of a test class that registers this extension
     */
    public EmbeddedKafka kafka() {
        if (kafka == null) {
            throw new IllegalStateException(
                    "No broker yet: register the extension on the test class or as a static field");
        }
        return kafka;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return kafka();
    }
}
