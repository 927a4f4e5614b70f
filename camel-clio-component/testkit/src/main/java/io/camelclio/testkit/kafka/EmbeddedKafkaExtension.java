package io.camelclio.testkit.kafka;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one broker before the first test of a class, nested classes included, and closes it after the last. Tests take
 * it as a parameter of type {@link EmbeddedKafka}, or from {@link #kafka()} of an extension registered as a static field.
 */
public final class EmbeddedKafkaExtension implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace BROKERS =
            ExtensionContext.Namespace.create(EmbeddedKafkaExtension.class);

    private EmbeddedKafka kafka;

    @Override
    public void beforeAll(ExtensionContext context) {
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
