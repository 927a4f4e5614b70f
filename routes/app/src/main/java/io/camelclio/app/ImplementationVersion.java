package io.camelclio.app;

import java.util.Optional;
import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** What runs, as the manifests of the jars say: the same for every build of the same sources. */
final class ImplementationVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "camel-clio " + of(ClioToKafka.class), "Apache Camel " + of(CamelContext.class), "Java " + Runtime.version()
        };
    }

    private static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("(not from a jar)");
    }
}
