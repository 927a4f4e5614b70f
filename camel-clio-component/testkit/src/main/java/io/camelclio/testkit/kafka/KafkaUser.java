package io.camelclio.testkit.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A user as a file of Strimzi's has it ({@code KafkaUser}; "Configuring Strimzi"), with the rights that its user operator
 * would give. Reading one needs {@code org.snakeyaml:snakeyaml-engine} on the class path.
 *
 * @param name of the user; its principal is {@code User:<name>}
 * @param rights in the order of the file, one for each operation
 */
public record KafkaUser(String name, List<AclBinding> rights) {

    /** Copies the list. */
    public KafkaUser {
        Objects.requireNonNull(name, "name");
        rights = List.copyOf(rights);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not of a user with a SCRAM password and simple authorization, or has a
     *     right twice
     */
    public static KafkaUser read(Path file) throws IOException {
        Object user = load(Files.readString(file));
        Object spec = at(user, "spec");
        if (!at(user, "kind").equals("KafkaUser")
                || !at(at(spec, "authentication"), "type").equals("scram-sha-512")
                || !at(at(spec, "authorization"), "type").equals("simple")) {
            throw new IllegalArgumentException(
                    file
                            + " has to be of kind KafkaUser, with the authentication scram-sha-512 and the authorization simple");
        }
        String name = at(at(user, "metadata"), "name").toString();
        List<AclBinding> rights = rights(name, at(at(spec, "authorization"), "acls"));
        if (rights.stream().distinct().count() < rights.size()) {
            throw new IllegalArgumentException(file + " has a right twice");
        }
        return new KafkaUser(name, rights);
    }

    /** The same user with further rights: entries in YAML, such as stand below {@code acls}. */
    public KafkaUser with(String entries) {
        List<AclBinding> all = new ArrayList<>(rights);
        all.addAll(rights(name, load(entries)));
        return new KafkaUser(name, all);
    }

    /** The user of a company that puts a prefix before all names, as the file would be changed for it. */
    public KafkaUser prefixed(String prefix) {
        String prefixedName = prefix + name;
        return new KafkaUser(
                prefixedName,
                rights.stream()
                        .map(right -> right(
                                prefixedName,
                                new ResourcePattern(
                                        right.pattern().resourceType(),
                                        prefix + right.pattern().name(),
                                        right.pattern().patternType()),
                                right.entry().operation()))
                        .toList());
    }

    private static List<AclBinding> rights(String name, Object entries) {
        List<AclBinding> rights = new ArrayList<>();
        for (Object entry : (List<?>) entries) {
            Object resource = at(entry, "resource");
            ResourcePattern pattern = new ResourcePattern(
                    ResourceType.valueOf(constant(at(resource, "type"))),
                    at(resource, "name").toString(),
                    at(resource, "patternType").equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.valueOf(constant(at(resource, "patternType"))));
            for (Object operation : (List<?>) at(entry, "operations")) {
                rights.add(right(name, pattern, AclOperation.valueOf(constant(operation))));
            }
        }
        return rights;
    }

    private static AclBinding right(String name, ResourcePattern pattern, AclOperation operation) {
        return new AclBinding(pattern, new AccessControlEntry("User:" + name, "*", operation, AclPermissionType.ALLOW));
    }

    /** Strimzi writes {@code DescribeConfigs}, Kafka {@code DESCRIBE_CONFIGS}. */
    private static String constant(Object word) {
        return word.toString().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static Object at(Object map, String name) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(name), name);
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
