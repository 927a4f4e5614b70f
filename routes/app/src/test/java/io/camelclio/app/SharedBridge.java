package io.camelclio.app;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one broker, and one bridge with both vendors on it, for the whole run of a JVM: they start when first asked
 * for and end with it. For tests that leave both alive; who stops or spoils something starts a bridge of its own.
 */
final class SharedBridge implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Bridge.class || type == EmbeddedKafka.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedKafka.class ? EmbeddedKafka.shared() : OfThisJvm.BRIDGE;
    }

    /** It ends with the JVM, as the broker does. */
    private static final class OfThisJvm {

        static final Bridge BRIDGE = start();

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
}
