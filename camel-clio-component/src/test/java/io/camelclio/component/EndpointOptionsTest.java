package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointOptionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clio:matters?feilds=id              | Component clio has no option feilds; did you mean 'fields'?
                    clio:matters?filters.status=x       | Component clio has no option filters.status; allowed are, among
                    clio-webhook:matter?feilds=id       | Component clio-webhook has no option feilds; did you mean 'fields'?
                    clio-action:archive?subjct=matters  | Component clio-action has no option subjct; did you mean 'subject'?
                    clio:matters?operation=updat        | Option operation is 'updat'; did you mean 'update'?
                    clio:matters?operation=upsert       | Option operation is 'upsert'; allowed are, among others, '
                    clio:matters?listAs=record          | Option listAs is 'record'; did you mean 'records'?
                    clio:matters?resultAs=xml           | Option resultAs is 'xml'; allowed: 'map', 'bytes', 'string', 'jsonNode'
                    """)
    void namesTheNearestOptionOrWord(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void keepsTheValueOfAnUnknownOptionToItself() {
        assertThatThrownBy(() -> context.getEndpoint("clio:matters?credential=s3cr3t"))
                .rootCause()
                .hasMessageContaining("credential")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void takesWordsAsCamelDoes() {
        context.getComponent("clio", ClioComponent.class).setAccessToken("none");

        assertThat(context.getEndpoint("clio:matters?operation=UPDATE", ClioEndpoint.class)
                        .getProducer()
                        .getOperation())
                .hasToString("update");
    }
}
