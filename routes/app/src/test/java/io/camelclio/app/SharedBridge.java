package io.camelclio.app;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one broker, which ends with the JVM, and one bridge with both vendors on it, which closes with the run: they
 * start when first asked for. For tests that leave both alive; who stops or spoils something starts a bridge of its own.
 */
final class SharedBridge implements ParameterResolver {

    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(SharedBridge.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Bridge.class || type == EmbeddedKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedKafka.class
                ? EmbeddedKafka.shared()
                : context.getRoot().getStore(SHARED).getOrComputeIfAbsent(Bridge.class, none -> start(), Bridge.class);
    }

    private static Bridge start() {
        try {
            return Bridge.on(EmbeddedKafka.shared())
                    .clio()
                    .smokeball()
                    .latestState()
                    .start();
        } catch (Exception e) {
            throw new IllegalStateException("The shared bridge did not start", e);
        }
    }
}
