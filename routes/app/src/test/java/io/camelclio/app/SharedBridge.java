package io.camelclio.app;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one broker, and one bridge with both vendors on it, for the whole run: they start when first asked for and
 * close with the run. For tests that leave both alive; who stops or spoils something starts a bridge of its own.
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
        ExtensionContext.Store store = context.getRoot().getStore(SHARED);
        EmbeddedKafka kafka = store.getOrComputeIfAbsent(
                EmbeddedKafka.class, none -> EmbeddedKafka.builder().start(), EmbeddedKafka.class);
        return parameter.getParameter().getType() == EmbeddedKafka.class
                ? kafka
                : store.getOrComputeIfAbsent(Bridge.class, none -> start(kafka), Bridge.class);
    }

    private static Bridge start(EmbeddedKafka kafka) {
        try {
            return Bridge.on(kafka).clio().smokeball().latestState().start();
        } catch (Exception e) {
            throw new IllegalStateException("The shared bridge did not start", e);
        }
    }
}
