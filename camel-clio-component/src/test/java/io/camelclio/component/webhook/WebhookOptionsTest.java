package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.pull.progress.MemoryKnownRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong option fails at start, and the message names the option, the value and what is allowed. */
class WebhookOptionsTest {

    private static final String HTTPS = "https://hooks.example.com";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioWebhookComponent component = new ClioWebhookComponent(context);
    private final ClioConnection connection = new ClioConnection();

    @BeforeEach
    void connect() {
        connection.setName("firm");
        connection.setAccessToken("a-token-that-nobody-may-see");
        connection.setApiUrl("https://clio.example.com");
        component.setConnection(connection);
        component.setPublicUrl(HTTPS);
        context.addComponent("clio-webhook", component);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Arguments> wrongOptions() {
        String tooLong = "id," + "x".repeat(1_000);
        return Stream.of(
                wrong("note", "Option model", "'note'", "matter, activity, bill", "clio_payments_payment"),
                wrong("Activity", "Option model", "'Activity'", "activity"),
                wrong("activity?events=created,opened", "Option events", "'opened'", "created, updated, deleted"),
                wrong("clio_payments_payment?events=deleted", "Option events", "'deleted'", "created, updated"),
                wrong("activity?fields=" + tooLong, "Option fields", "1003", "1000"),
                wrong("activity?fields=id,etag" + ",id".repeat(331), "Option fields", "1000", "1011 with updated_at"),
                wrong("activity?previousPublicUrl=http://old.example.com", "Option previousPublicUrl", "'http://old"),
                wrong("activity?fields=etag,updated_at", "Option fields", "'etag,updated_at'", "needs id"),
                wrong("activity?fields=id,matter{client{id}}", "Option fields", "matter{client{id}}", "one"),
                wrong("activity?fields=id,totl", "Option fields", "'totl'", "did you mean 'total'"),
                wrong("activity?fields=id,matter{nmber}", "Option fields", "'matter{nmber}'", "did you mean 'number'"),
                wrong("activity?life=59m", "Option life", "PT59M", "PT1H to PT744H"),
                wrong("activity?life=32d", "Option life", "PT768H", "PT1H to PT744H"),
                wrong("activity?maxBodySize=0", "Option maxBodySize", "0", "1 or more"),
                wrong("activity?maxInFlight=0", "Option maxInFlight", "0", "1 or more"),
                wrong("activity?timeout=0", "Option timeout", "0", "1 or more"),
                wrong("activity?publicUrl=http://hooks.example.com", "Option publicUrl", "http://hooks", "https"),
                wrong("activity?publicUrl=http://127.0.0.1:8080", "Option publicUrl", "http://127", "https"),
                wrong("activity?publicUrl=hooks.example.com", "Option publicUrl", "'hooks.example.com'", "https"),
                wrong("activity?publicUrl=RAW(https://hooks.example.com/?a=b)", "Option publicUrl", "?a=b", "query"),
                wrong("activity?publicUrl=https://hooks.example.com/%23a", "Option publicUrl", "#a", "without query"),
                wrong("activity?publicUrl=RAW(https://me:pw@hooks.example.com)", "Option publicUrl", "https", "user"),
                wrong("activity?adapter=vertx", "Option adapter", "vertx", "use auto"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOptions")
    void failsAtStartAndNamesOptionValueAndWhatIsAllowed(String uri, List<String> parts) {
        assertThatThrownBy(() -> start(uri)).satisfies(failure -> assertThat(messages(failure))
                .as(uri)
                .contains(parts)
                .doesNotContain("a-token-that-nobody-may-see"));
    }

    @Test
    void takesGivenSecretsAsPropertiesByModel() {
        PropertyBindingSupport.build().bind(context, connection, "webhookSecrets[activity]", "one,two");

        assertThat(connection.getWebhookSecrets()).containsExactly(Map.entry("activity", "one,two"));
    }

    @Test
    void failsAtStartWithAGivenSecretThatIsNoneAndDoesNotShowIt() {
        connection.setWebhookSecrets(Map.of("activity", "do not tell"));

        assertThatThrownBy(() -> start("activity")).satisfies(failure -> assertThat(messages(failure))
                .contains("Option webhookSecrets has for 'activity'")
                .doesNotContain("do not tell"));
    }

    @Test
    void failsAtStartWithAnOverlapThatIsTooLong() {
        ClioWebhookComponent patient = new ClioWebhookComponent(context);
        patient.setRotationOverlap(Duration.ofDays(2).toMillis());

        assertThatThrownBy(patient::init).satisfies(failure -> assertThat(messages(failure))
                .contains("Option rotationOverlap", "PT48H", "PT0S to PT24H"));
    }

    @Test
    void failsAtStartWithSeveralBeansThatCouldKeepItsMemory() {
        context.getRegistry().bind("one", new MemoryKnownRecords(1));
        context.getRegistry().bind("other", new MemoryKnownRecords(1));

        assertThatThrownBy(() -> start("activity")).satisfies(failure -> assertThat(messages(failure))
                .contains("[one, other]", "webhooks/activity", "option knownRecords"));
    }

    @Test
    void failsAtStartWithSeveralBeansThatCouldKeepItsCursor() {
        context.getRegistry().bind("one", new MemoryStateRepository());
        context.getRegistry().bind("other", new MemoryStateRepository());

        assertThatThrownBy(() -> start("activity")).satisfies(failure -> assertThat(messages(failure))
                .contains("[one, other]", "cursors", "option stateRepository"));
    }

    @Test
    void failsAtStartWithoutAPublicUrl() {
        component.setPublicUrl(null);

        assertThatThrownBy(() -> start("activity")).satisfies(failure -> assertThat(messages(failure))
                .contains("Option publicUrl is not set", "https://"));
    }

    @Test
    void takesTheDefaultsAndTheLimitsThemselves() throws Exception {
        ClioWebhookEndpoint endpoint = endpoint(
                "activity?life=31d&maxBodySize=1&maxInFlight=1&timeout=1&fields=id,updated_at" + ",id".repeat(329));

        assertThat(endpoint.wanted().fields()).hasSize(1_000);
        assertThat(endpoint.wanted().life()).isEqualTo(Duration.ofDays(31));
        assertThat(endpoint.wanted().events()).containsExactly("created", "updated", "deleted");
        assertThat(endpoint("activity?life=1h").wanted().life()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void addsTheTimeOfTheUpdateToFieldsThatLackItUnlessToldOtherwise() throws Exception {
        assertThat(endpoint("activity?fields=id,matter{id}").wanted().fields()).isEqualTo("id,matter{id},updated_at");
        assertThat(endpoint("activity?fields=updated_at,id").wanted().fields()).isEqualTo("updated_at,id");
        assertThat(endpoint("activity?fields=id,etag&addUpdatedAt=false")
                        .wanted()
                        .fields())
                .isEqualTo("id,etag");
    }

    @Test
    void knowsItsWebhookOfAPreviousAddress() throws Exception {
        component.setPreviousPublicUrl("https://old.example.com/");

        assertThat(endpoint("activity").wanted().previousUrl())
                .contains("https://old.example.com/clio/firm/webhooks/activity");
    }

    @Test
    void asksForAnEtagOnlyWhereTheModelHasOne() throws Exception {
        assertThat(endpoint("activity").wanted().fields()).isEqualTo("id,etag,updated_at");
        assertThat(endpoint("clio_payments_payment").wanted().fields()).isEqualTo("id,updated_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTPS, HTTPS + "/", HTTPS + "///"})
    void putsTheDefaultPathBelowThePublicUrl(String publicUrl) throws Exception {
        component.setPublicUrl(publicUrl);

        assertThat(endpoint("calendar_entry").wanted().url()).isEqualTo(HTTPS + "/clio/firm/webhooks/calendar_entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks/a", "/hooks/a"})
    void putsAGivenPathBelowThePublicUrl(String path) throws Exception {
        component.setPublicUrl(HTTPS + "/behind/a/proxy");
        ClioWebhookEndpoint endpoint = endpoint("activity?path=" + path);

        assertThat(endpoint.servedPath()).isEqualTo("/hooks/a");
        assertThat(endpoint.wanted().url()).isEqualTo(HTTPS + "/behind/a/proxy/hooks/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
    void takesPlainHttpWhereBothEndsAreOnThisMachine(String publicUrl) throws Exception {
        connection.setApiUrl("http://127.0.0.1:9000");
        component.setPublicUrl(publicUrl);

        assertThat(endpoint("activity").wanted().url()).startsWith(publicUrl);
    }

    @Test
    void takesChosenEventsOnly() throws Exception {
        assertThat(endpoint("matter?events=matter_closed, deleted").wanted().events())
                .containsExactly("matter_closed", "deleted");
    }

    private ClioWebhookEndpoint endpoint(String what) throws Exception {
        ClioWebhookEndpoint endpoint = (ClioWebhookEndpoint) component.createEndpoint("clio-webhook:" + what);
        endpoint.init();
        return endpoint;
    }

    private void start(String what) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("clio-webhook:" + what).process(new HeldRoute());
            }
        });
        context.start();
    }

    private static Arguments wrong(String uri, String... parts) {
        return Arguments.of(uri, List.of(parts));
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
