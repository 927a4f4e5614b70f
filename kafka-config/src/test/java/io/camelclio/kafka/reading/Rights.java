package io.camelclio.kafka.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rights as Strimzi writes them in YAML ("Configuring Strimzi"), as Kafka takes them. */
final class Rights {

    private Rights() {}

    /** @param file the text of a {@code KafkaUser} */
    static List<AclBinding> ofUser(String user, String file) {
        return of(user, at(at(at(load(file), "spec"), "authorization"), "acls"));
    }

    /** @param list entries such as stand below {@code acls} */
    static List<AclBinding> listed(String user, String list) {
        return of(user, load(list));
    }

    private static List<AclBinding> of(String user, Object list) {
        List<AclBinding> rights = new ArrayList<>();
        for (Object one : (List<?>) list) {
            ResourcePattern resource = resource(at(one, "resource"));
            for (Object operation : (List<?>) at(one, "operations")) {
                rights.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + user, "*", operation(operation.toString()), AclPermissionType.ALLOW)));
            }
        }
        return rights;
    }

    private static ResourcePattern resource(Object resource) {
        return new ResourcePattern(
                ResourceType.valueOf(snake(at(resource, "type").toString())),
                at(resource, "name").toString(),
                at(resource, "patternType").equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private static AclOperation operation(String name) {
        return AclOperation.valueOf(snake(name));
    }

    /** Strimzi writes {@code DescribeConfigs}, Kafka {@code DESCRIBE_CONFIGS}. */
    private static String snake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static Object at(Object map, String name) {
        return ((Map<?, ?>) map).get(name);
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
