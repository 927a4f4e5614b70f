package io.camelclio.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaUserTest {

    private static final String READER = """
            kind: KafkaUser
            metadata: {name: reader}
            spec:
              authentication: {type: scram-sha-512}
              authorization:
                type: simple
                acls:
                  - resource: {type: topic, name: clio., patternType: prefix}
                    operations: [Read, DescribeConfigs]
                  - resource: {type: transactionalId, name: replay, patternType: literal}
                    operations: [Write]
            """;

    @TempDir
    private Path folder;

    @Test
    void hasARightForEachOperation() throws Exception {
        KafkaUser user = read(READER);

        assertThat(user.name()).isEqualTo("reader");
        assertThat(texts(user))
                .containsExactly(
                        "User:reader READ TOPIC PREFIXED clio.",
                        "User:reader DESCRIBE_CONFIGS TOPIC PREFIXED clio.",
                        "User:reader WRITE TRANSACTIONAL_ID LITERAL replay");
    }

    @Test
    void carriesAPrefixInAllNames() throws Exception {
        assertThat(texts(read(READER).prefixed("acme.")))
                .contains("User:acme.reader READ TOPIC PREFIXED acme.clio.")
                .allMatch(right -> right.contains(" acme."));
    }

    @Test
    void takesFurtherRights() throws Exception {
        assertThat(texts(read(READER)
                        .with("- {resource: {type: group, name: own, patternType: literal}, operations: [Read]}")))
                .hasSize(4)
                .contains("User:reader READ GROUP LITERAL own");
    }

    @Test
    void refusesWhatNoTestCanGive() {
        for (String other : List.of(
                READER.replace("KafkaUser", "KafkaTopic"),
                READER.replace("scram-sha-512", "tls"),
                READER.replace("simple", "opa"),
                READER.replace("[Write]", "[Write, Write]"))) {
            assertThatThrownBy(() -> read(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private KafkaUser read(String text) throws IOException {
        return KafkaUser.read(Files.writeString(folder.resolve("user.yaml"), text));
    }

    private static List<String> texts(KafkaUser user) {
        return user.rights().stream().map(KafkaUserTest::text).toList();
    }

    private static String text(AclBinding right) {
        return String.join(
                " ",
                right.entry().principal(),
                right.entry().operation().name(),
                right.pattern().resourceType().name(),
                right.pattern().patternType().name(),
                right.pattern().name());
    }
}
