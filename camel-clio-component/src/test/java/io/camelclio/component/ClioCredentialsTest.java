package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.log.CapturedLog;
import io.camelclio.sample.SampleRecords;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Response;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither a credential nor a record's content shows where people and machines look: URIs, logs, exceptions, names. */
class ClioCredentialsTest {

    private static final String ACTIVITIES = "clio:activities?fields=id,note&repeats=0";
    private static final String LIST = "/api/v4/activities.json";

    /** What the sandbox issues: {@code sandbox-1-…}. */
    private static final String ACCESS_TOKEN = "sandbox-[0-9]+-[0-9a-f]{6,}";

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final CapturedLog log = new CapturedLog();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        log.close();
        clio.close();
    }

    @Test
    void aSuccessfulCallShowsNothing() {
        clio.records("activities").create(Map.of("note", SampleRecords.CONFIDENTIAL));
        start(clio.clientSecret());

        assertThat(list().getException()).isNull();
        clio.revokeTokens();
        assertThat(list().getException()).isNull();

        assertThat(log.text()).as("something is logged").contains("clio");
        assertNothingShowsIn(log.text());
    }

    @Test
    void aFailedCallShowsNothing() {
        start(clio.clientSecret());
        List<Response> answers = List.of(
                Response.json(200, "{\"data\":[{\"note\":\"" + SampleRecords.CONFIDENTIAL + "\"},{\"not"),
                Response.json(500, SampleRecords.CONFIDENTIAL),
                Response.json(
                        403,
                        "{\"error\":{\"type\":\"ForbiddenError\"},\"data\":\"" + SampleRecords.CONFIDENTIAL + "\"}"),
                Response.json(200, "<html>" + SampleRecords.CONFIDENTIAL + "</html>"));
        for (Response answer : answers) {
            clio.faults().answerNext(1, answer, LIST::equals);

            assertNothingShowsIn(Throwables.getStackTrace(list().getException()));
        }
        clio.faults().dropNext(10, LIST::equals);
        assertNothingShowsIn(Throwables.getStackTrace(list().getException()));

        assertNothingShowsIn(log.text());
    }

    @Test
    void refusedCredentialsAreNotShown() {
        start("wr0ng-secret");

        Exception failure = list().getException();

        assertThat(failure).isInstanceOfSatisfying(ClioException.class, refused -> assertThat(refused.kind())
                .isEqualTo(Kind.CREDENTIALS));
        assertNothingShowsIn(Throwables.getStackTrace(failure));
        assertNothingShowsIn(log.text());
    }

    @Test
    void noNameOfAnEndpointOrConnectionHoldsACredential() {
        start(clio.clientSecret());
        ClioEndpoint endpoint = context.getEndpoint(ACTIVITIES, ClioEndpoint.class);

        for (Object named : List.of(
                endpoint,
                endpoint.getEndpointUri(),
                endpoint.getEndpointKey(),
                endpoint.getServiceUrl(),
                endpoint.getConnection(),
                endpoint.getConnection().source())) {
            assertNothingShowsIn(named.toString());
        }
        assertThat(endpoint.getConnection()).hasToString("ClioConnection[us]");
    }

    private void start(String secret) {
        ClioComponent component = new ClioComponent(context);
        component.setApiUrl(clio.baseUri().toString());
        component.setClientId(clio.clientId());
        component.setClientSecret(secret);
        component.setRefreshToken(clio.refreshToken());
        context.addComponent("clio", component);
        context.start();
    }

    private Exchange list() {
        FluentProducerTemplate template = context.createFluentProducerTemplate();
        return template.to(ACTIVITIES).request(Exchange.class);
    }

    private void assertNothingShowsIn(String text) {
        assertThat(text)
                .doesNotContain(clio.clientSecret(), clio.refreshToken(), "wr0ng-secret", SampleRecords.CONFIDENTIAL)
                .doesNotContainPattern(ACCESS_TOKEN);
    }
}
