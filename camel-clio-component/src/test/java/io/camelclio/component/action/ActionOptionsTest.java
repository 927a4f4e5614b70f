package io.camelclio.component.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.ClioConnection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong option fails at start, and the message names the option, the value and what is allowed. */
class ActionOptionsTest {

    private static final String TOKEN = "a-token-that-nobody-may-see";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("alice", connection("alice"));
        context.getRegistry().bind("bob", connection("bob"));
        context.getRegistry().bind("word", "no connection");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                wrong("file", "No option user.<id>", "user.344117382=#alice"),
                wrong("file?user.me=#alice", "Option user.me", "id of Clio's"),
                wrong("file?user.007=#alice", "Option user.007", "id of Clio's"),
                wrong("file?user.1=#carol", "Option user.1", "'#carol'", "bean of type ClioConnection"),
                wrong("file?user.1=#word", "Option user.1", "'#word'", "bean of type ClioConnection"),
                wrong("file?user.1=" + TOKEN, "Option user.1", "such as #alice"),
                wrong("file?user.1=#alice&user.2=#bob", "Option path is not set", "alice, bob", "set path"),
                wrong("my file?user.1=#alice", "Option name", "'my file'", "letters"),
                wrong("a/b?user.1=#alice", "Option name", "'a/b'", "letters"),
                wrong("file?user.1=#alice&subject=tasks", "tasks"),
                wrong("file?user.1=#alice&fields=id,", "Option fields", "empty name"),
                wrong("file?user.1=#alice&subject=matters&fields=id,nmber", "Option fields", "'nmber'", "'number'"),
                wrong("file?user.1=#alice&fields=id,display_number", "'display_number'", "option subject"),
                wrong("file?user.1=#alice&timeout=99", "Option timeout", "99", "100 ms or more"),
                wrong("file?user.1=#alice&maxInFlight=0", "Option maxInFlight", "0", "1 or more"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOptions")
    void failsAtStartAndNamesOptionValueAndWhatIsAllowed(String uri, List<String> parts) {
        assertThatThrownBy(() -> endpoint(uri))
                .satisfies(failure -> assertThat(messages(failure)).as(uri).contains(parts));
    }

    @Test
    void showsNoTokenThatWasGivenInPlaceOfAReference() {
        ClioActionEndpoint endpoint =
                new ClioActionEndpoint("clio-action:file", new ClioActionComponent(context), "file");
        endpoint.setUsers(Map.of("1", TOKEN));

        assertThatThrownBy(endpoint::init)
                .satisfies(failure ->
                        assertThat(messages(failure)).contains("user.1").doesNotContain(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#alice", "#bean:alice"})
    void findsAUsersConnectionByItsName(String reference) {
        ClioActionEndpoint endpoint = endpoint("file?user.1=" + reference);

        assertThat(endpoint.connections().of(1)).map(ClioConnection::getName).contains("alice");
        assertThat(endpoint.connections().of(2)).isEmpty();
        assertThat(endpoint.servedPath()).isEqualTo("/clio/alice/actions/file");
    }

    @Test
    void takesUsersAsYamlWritesParameters() throws Exception {
        String uri = context.getCamelContextExtension()
                .getEndpointUriFactory("clio-action")
                .buildUri("clio-action", Map.of("name", "file", "user.1", "#alice"));

        assertThat(context.getEndpoint(uri, ClioActionEndpoint.class)
                        .connections()
                        .of(1))
                .isPresent();
    }

    @Test
    void takesSeveralUsersOnAGivenPath() {
        ClioActionEndpoint endpoint = endpoint("file?user.1=#alice&user.2=#bob&path=firm/file");

        assertThat(endpoint.connections().of(2)).map(ClioConnection::getName).contains("bob");
        assertThat(endpoint.servedPath()).isEqualTo("/firm/file");
    }

    @Test
    void takesFieldsThatEveryAcceptedSubjectHas() {
        assertThat(endpoint("file?user.1=#alice&fields=id, etag").fieldList()).isEqualTo("id,etag");
        assertThat(endpoint("file?user.1=#alice&subject=matters&fields=display_number,client{id,name}")
                        .fieldList())
                .isEqualTo("display_number,client{id,name}");
    }

    private ClioActionEndpoint endpoint(String what) {
        return context.getEndpoint("clio-action:" + what, ClioActionEndpoint.class);
    }

    private static ClioConnection connection(String name) {
        ClioConnection connection = new ClioConnection();
        connection.setName(name);
        connection.setAccessToken("unused");
        return connection;
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
