package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build generates from the components is part of the sources and of what users see. */
class GeneratedSourcesTest {

    private static final String CLIO = "/META-INF/io/camelclio/component/clio.json";
    private static final String CLIO_WEBHOOK = "/META-INF/io/camelclio/component/webhook/clio-webhook.json";
    private static final String CLIO_ACTION = "/META-INF/io/camelclio/component/action/clio-action.json";

    /** The build has generated them anew before this test runs. */
    @Test
    void areCommittedAsTheBuildMakesThem() throws Exception {
        assumeTrue(isGitCheckout(), "the sources are no git checkout");

        Process git = gitStatus();
        String changes = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(git.waitFor(30, TimeUnit.SECONDS)).as("git ended").isTrue();
        assertThat(git.exitValue()).as(changes).isZero();
        assertThat(changes)
                .as("generated sources differ from the committed ones; commit what the build wrote")
                .isEmpty();
    }

    /** Takes no lock, and reads a checkout that another user owns, as in a container. */
    private static Process gitStatus() {
        try {
            return new ProcessBuilder(
                            "git",
                            "-c",
                            "safe.directory=*",
                            "--no-optional-locks",
                            "status",
                            "--porcelain",
                            "--",
                            "src/generated")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return abort("git is not installed");
        }
    }

    @Test
    void everySecretOfTheClioComponentIsMarked() throws Exception {
        assertThat(secretOptions(metadata(CLIO).path("componentProperties")))
                .containsExactlyInAnyOrder("clientSecret", "refreshToken", "accessToken", "webhookSecrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIO_WEBHOOK, CLIO_ACTION})
    void aReceivingComponentHasNoSecret(String file) throws Exception {
        assertThat(secretOptions(metadata(file).path("componentProperties"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIO, CLIO_WEBHOOK, CLIO_ACTION})
    void everyOptionThatSoundsSecretIsMarked(String file) throws Exception {
        JsonNode options = metadata(file).path("componentProperties");

        assertThat(names(options)).isNotEmpty();
        assertThat(names(options))
                .filteredOn(GeneratedSourcesTest::soundsSecret)
                .filteredOn(name -> !namesAFile(name))
                .allSatisfy(name -> assertThat(options.path(name).path("secret").asBoolean())
                        .as(name)
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIO, CLIO_WEBHOOK, CLIO_ACTION})
    void noEndpointTakesACredential(String file) throws Exception {
        JsonNode options = metadata(file).path("properties");

        assertThat(names(options)).contains(file.equals(CLIO_ACTION) ? "users" : "connection");
        assertThat(secretOptions(options)).isEmpty();
        assertThat(names(options)).noneMatch(GeneratedSourcesTest::soundsSecret).doesNotContain("clientId");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIO, CLIO_WEBHOOK, CLIO_ACTION})
    void everyOptionAndHeaderIsDescribed(String file) throws Exception {
        for (String part : Set.of("componentProperties", "properties", "headers")) {
            JsonNode described = metadata(file).path(part);

            assertThat(names(described)).as(part).isNotEmpty();
            assertThat(names(described)).allSatisfy(name -> assertThat(
                            described.path(name).path("description").asText())
                    .as(name)
                    .isNotBlank());
        }
    }

    private static boolean soundsSecret(String option) {
        String name = option.toLowerCase();
        return Stream.of("secret", "token", "password", "credential", "apikey").anyMatch(name::contains);
    }

    /** Where a secret lies is none. */
    private static boolean namesAFile(String option) {
        return option.endsWith("File");
    }

    private static List<String> secretOptions(JsonNode options) {
        return names(options).stream()
                .filter(name -> options.path(name).path("secret").asBoolean())
                .toList();
    }

    private static List<String> names(JsonNode options) {
        List<String> names = new ArrayList<>();
        options.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode metadata(String file) throws Exception {
        try (InputStream in = GeneratedSourcesTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return new ObjectMapper().readTree(in);
        }
    }

    private static boolean isGitCheckout() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(".git"))) {
            folder = folder.getParent();
        }
        return folder != null;
    }
}
