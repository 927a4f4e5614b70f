package io.camelclio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.telemetry.ClioMeters;
import java.lang.reflect.Field;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The tables in the pages of {@code src/main/docs} are those that the code gives. To write them anew, run
 * {@value #COMMAND} in the project's folder and commit the pages.
 */
class DocumentationTest {

    private static final String COMMAND = "mvn test -pl camel-clio-component -am -Dtest=DocumentationTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    private static final String FOLDER = "io/camelclio/component";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void clioIsDocumentedAsItIs() throws Exception {
        OptionTables options = new OptionTables(context, FOLDER, "clio", "clio:activities");

        assertIsUpToDate(withOptions(Page.read("clio-component"), options).with("failures", FailureTable.text()));
    }

    @Test
    void clioWebhookIsDocumentedAsItIs() throws Exception {
        OptionTables options = new OptionTables(context, FOLDER + "/webhook", "clio-webhook", "clio-webhook:matter");

        assertIsUpToDate(withOptions(Page.read("clio-webhook-component"), options)
                .with("refusals", WebhookTables.refusals())
                .with("interruptions", WebhookTables.interruptions()));
    }

    @Test
    void clioActionIsDocumentedAsItIs() throws Exception {
        OptionTables options = new OptionTables(context, FOLDER + "/action", "clio-action", "clio-action:archive");

        assertIsUpToDate(withOptions(Page.read("clio-action-component"), options));
    }

    @Test
    void everyResourceIsDocumentedAsItIs() throws Exception {
        assertIsUpToDate(Page.read("clio-resources")
                .with("overview", ResourcePage.overview())
                .with("resources", ResourcePage.details()));
    }

    @Test
    void everyMeterIsNamed() throws Exception {
        String page = Page.read("clio-component").text();

        for (Field constant : ClioMeters.class.getFields()) {
            assertThat(page).as(constant.getName()).contains("`" + constant.get(null) + "`");
        }
    }

    private static Page withOptions(Page page, OptionTables options) {
        return page.with("component options", options.ofComponent())
                .with("endpoint path options", options.ofPath())
                .with("endpoint options", options.ofQuery())
                .with("message headers", options.ofHeaders());
    }

    private static void assertIsUpToDate(Page wanted) throws Exception {
        if (Boolean.getBoolean("docs.write")) {
            wanted.write();
        }
        assertThat(wanted.firstDifferenceFromFile())
                .as("a line of %s is not what the code gives; write it anew with: %s", wanted.file(), COMMAND)
                .isEmpty();
    }
}
