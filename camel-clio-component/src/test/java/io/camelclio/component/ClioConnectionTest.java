package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.api.ClioCredentials;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioConnectionTest {

    private final ClioConnection connection = new ClioConnection();

    @ParameterizedTest
    @CsvSource({
        "us, https://app.clio.com",
        "ca, https://ca.app.clio.com",
        "eu, https://eu.app.clio.com",
        "AU, https://au.app.clio.com"
    })
    void hasTheAddressOfItsRegion(String region, URI address) {
        connection.setRegion(region);

        assertThat(connection.address()).isEqualTo(address);
    }

    @Test
    void namesTheRegionsThatThereAre() {
        connection.setRegion("uk");

        assertThatThrownBy(connection::address).hasMessage("Option region is 'uk'; allowed are us, ca, eu, au");
    }

    @Test
    void isNamedAfterItsRegionUnlessItHasAName() {
        connection.setRegion("eu");
        assertThat(connection.source().uri()).isEqualTo("/clio/eu");

        connection.setName("kanzlei");
        assertThat(connection.source().uri()).isEqualTo("/clio/kanzlei");
    }

    @Test
    void consumersShareWhatIsConfirmedOnlyWhereTheyNameTheSameMemory() {
        ChangeEvent change = new ChangeSource("clio", "us")
                .event("matter", "1", ChangeKind.STATE, "v1", Instant.EPOCH, Instant.EPOCH, null);

        connection.confirmed("clio.matter.v1").confirm(change);

        assertThat(connection.confirmed("clio.matter.v1").isLast(change)).isTrue();
        assertThat(connection.confirmed("archive.matters").isLast(change)).isFalse();
    }

    @Test
    void aGivenAddressWinsOverTheRegionSAndLosesItsLastSlash() {
        connection.setApiUrl("http://127.0.0.1:8080/");

        assertThat(connection.address()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.clio.com",
                "ftp://app.clio.com",
                "https://",
                "https:///path",
                "https://a.example/?x=1",
                "https://a.example/#x",
                ":",
                "http://app.clio.com"
            })
    void refusesAnAddressThatIsNone(String address) {
        connection.setApiUrl(address);

        assertThatThrownBy(connection::address)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option apiUrl is '" + address + "'; allowed is an https address");
    }

    @Test
    void refusesAnAddressWithAUserAndDoesNotShowIt() {
        connection.setApiUrl("https://ada:s3cret@app.clio.com");

        assertThatThrownBy(connection::address)
                .hasMessageStartingWith("Option apiUrl is 'https://…@app.clio.com'; allowed is an https address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1M0.001S", "P300000000D"})
    void refusesATimeOutThatNoCallCouldKeep(Duration timeout) {
        connection.setAccessToken("t0ken");
        connection.setRequestTimeout(timeout);

        assertThatThrownBy(connection::init)
                .hasMessage("Option requestTimeout is " + timeout + "; allowed is 1 ms to PT1M");
    }

    @Test
    void takesCredentialsAsFilesHoldThem() {
        connection.setAccessToken("\tt0ken\n");
        connection.init();

        assertThat(ClioCredentials.refreshed(" 1d\r\n", "s3cret\n", "\n").clientId())
                .isEqualTo("1d");
        assertThat(ClioCredentials.refreshed("1d", "s3cret\n", "\n"))
                .isEqualTo(ClioCredentials.refreshed("1d", "s3cret", null));
    }

    @Test
    void refusesCredentialsInSeveralLinesAndDoesNotShowThem() {
        connection.setClientId("1d");
        connection.setClientSecret("s3\ncret");
        connection.setRefreshToken("t0ken");

        assertThatThrownBy(connection::init)
                .hasMessage("Option clientSecret has a control character, such as a line break, within; give it as"
                        + " Clio shows it, on one line");
        assertThatThrownBy(() -> ClioCredentials.ready("t0\u0000ken"))
                .hasMessageStartingWith("Option accessToken has a control character");
    }

    @Test
    void saysThatItIsNotStarted() {
        assertThatThrownBy(connection::api).hasMessage("Clio connection 'us' is not started, or was stopped");
    }

    @Test
    void leavesNoThreadBehindWhenItStopsAndStartsAgain() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            connection.setName("threads");
            connection.setCamelContext(context);
            connection.setAccessToken("t0ken");
            Set<Thread> before = selectors();
            connection.start();
            assertThat(selectors()).anyMatch(thread -> !before.contains(thread));

            connection.stop();

            await().untilAsserted(() -> {
                System.gc();
                assertThat(before).containsAll(selectors());
            });
            connection.start();
            assertThat(connection.api()).isNotNull();
            connection.stop();
        }
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "-a", "ü", "a\nb"})
    void refusesANameThatCannotStandInAKey(String name) {
        connection.setName(name);
        connection.setAccessToken("t0ken");

        assertThatThrownBy(connection::init)
                .hasStackTraceContaining("Option connectionName is '" + name + "'")
                .hasStackTraceContaining("1 to 64 letters");
    }

    @Test
    void namesTheCredentialsThatAreMissingAndShowsNone() {
        connection.setClientId("cl1ent");
        connection.setClientSecret("s3cret");

        assertThatThrownBy(connection::init)
                .hasMessage("Clio connection 'us' lacks credentials; set clientId, clientSecret and refreshToken (or"
                        + " a tokenFile that holds one), or accessToken alone");
    }

    @Test
    void anAccessTokenAloneIsEnough() {
        connection.setAccessToken("t0ken");

        connection.init();

        assertThat(connection).hasToString("ClioConnection[us]");
    }
}
