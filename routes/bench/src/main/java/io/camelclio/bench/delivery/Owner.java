package io.camelclio.bench.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose work a thread was doing: that of the innermost frame which belongs to somebody; what Java does, it does for him. */
final class Owner {

    static final String NOBODY = "Java itself";

    /** By the beginning of the class's name; the first that fits counts. */
    private static final Map<String, String> OWNERS = new LinkedHashMap<>();

    static {
        OWNERS.put("javax.crypto.", "signature and digests");
        OWNERS.put("com.sun.crypto.", "signature and digests");
        OWNERS.put("sun.security.", "signature and digests");
        OWNERS.put("java.security.", "signature and digests");
        OWNERS.put("com.fasterxml.jackson.", "JSON");
        OWNERS.put("org.apache.kafka.", "Kafka client");
        OWNERS.put("io.netty.", "HTTP");
        OWNERS.put("io.vertx.", "HTTP");
        OWNERS.put("org.apache.tomcat.", "HTTP");
        OWNERS.put("org.apache.coyote.", "HTTP");
        OWNERS.put("org.apache.catalina.", "HTTP");
        OWNERS.put("jakarta.servlet.", "HTTP");
        OWNERS.put("io.micrometer.", "metrics");
        OWNERS.put("org.springframework.", "Spring");
        OWNERS.put("org.apache.camel.", "Camel");
        OWNERS.put("io.camelclio.bench.", "the subject's own class");
        OWNERS.put("io.camelclio.", "camel-clio");
    }

    private Owner() {}

    /** @param classes of the frames, the innermost first */
    static String of(List<String> classes) {
        for (String name : classes) {
            for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
                if (name.startsWith(owner.getKey())) {
                    return owner.getValue();
                }
            }
        }
        return NOBODY;
    }
}
