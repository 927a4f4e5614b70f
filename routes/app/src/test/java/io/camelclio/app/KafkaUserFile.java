package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Strimzi {@code KafkaUser} of {@code kafka-config/users}, read as its user operator would ("Configuring Strimzi"). */
record KafkaUserFile(String user, List<AclBinding> acls) {

    private static final Path FOLDER = Path.of("../../kafka-config/users");

    static KafkaUserFile read(String name) throws IOException {
        JsonNode file = new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(FOLDER.resolve(name + ".yaml"))));
        assertThat(file.path("kind").asText()).isEqualTo("KafkaUser");
        assertThat(file.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(file.at("/spec/authentication/type").asText()).isEqualTo("scram-sha-512");
        assertThat(file.at("/spec/authorization/type").asText()).isEqualTo("simple");
        List<AclBinding> acls = new ArrayList<>();
        for (JsonNode acl : file.at("/spec/authorization/acls")) {
            ResourcePattern resource = resource(acl.path("resource"));
            for (JsonNode operation : acl.path("operations")) {
                acls.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + name, "*", operation(operation.asText()), AclPermissionType.ALLOW)));
            }
        }
        assertThat(acls).isNotEmpty().doesNotHaveDuplicates().noneMatch(AclBinding::isUnknown);
        return new KafkaUserFile(name, List.copyOf(acls));
    }

    /** The user of a company that puts a prefix before all names, as the file would be changed for it. */
    KafkaUserFile prefixed(String prefix) {
        String prefixedUser = prefix + user;
        return new KafkaUserFile(
                prefixedUser,
                acls.stream()
                        .map(acl -> new AclBinding(
                                new ResourcePattern(
                                        acl.pattern().resourceType(),
                                        prefix + acl.pattern().name(),
                                        acl.pattern().patternType()),
                                new AccessControlEntry(
                                        "User:" + prefixedUser,
                                        acl.entry().host(),
                                        acl.entry().operation(),
                                        acl.entry().permissionType())))
                        .toList());
    }

    private static ResourcePattern resource(JsonNode resource) {
        ResourceType type = resource.path("type").asText().equals("transactionalId")
                ? ResourceType.TRANSACTIONAL_ID
                : ResourceType.fromString(resource.path("type").asText());
        PatternType pattern = resource.path("patternType").asText().equals("prefix")
                ? PatternType.PREFIXED
                : PatternType.fromString(resource.path("patternType").asText().toUpperCase(Locale.ROOT));
        return new ResourcePattern(type, resource.path("name").asText(), pattern);
    }

    /** Strimzi writes {@code DescribeConfigs}, Kafka {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String name) {
        return AclOperation.fromString(
                name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
