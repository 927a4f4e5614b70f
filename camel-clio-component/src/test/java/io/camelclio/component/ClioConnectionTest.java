package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import java.net.URI;
import java.time.Instant;
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
                ":",
                "http://app.clio.com"
            })
    void refusesAnAddressThatIsNone(String address) {
        connection.setApiUrl(address);

        assertThatThrownBy(connection::address)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option apiUrl is '" + address + "'; allowed is an https address");
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
