package io.camelclio.app.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The AsyncAPI document says what the topic files, the schemas and the sink say. */
class AsyncApiTest {

    private static final String COMMAND =
            "mvn test -pl routes/app -am -Dtest=AsyncApiTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    @Test
    void isWhatTopicFilesAndSchemasGive() throws Exception {
        AsyncApi wanted = AsyncApi.read().upToDate();
        if (Boolean.getBoolean("docs.write")) {
            wanted.write();
        }

        assertThat(AsyncApi.read().text().lines())
                .as("%s is not what topic files and schemas give; write it anew with: %s", AsyncApi.FILE, COMMAND)
                .containsExactlyElementsOf(wanted.text().lines().toList());
    }
}
