package io.camelclio.app.settings;

import static io.camelclio.app.settings.GivenSettings.clioAndKafka;
import static io.camelclio.app.settings.GivenSettings.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {

    @Test
    void productionRunPlaysNothing() throws Exception {
        assertThat(Part.played(none().given(), false)).isEmpty();
        assertThat(Part.played(clioAndKafka().given(), false)).isEmpty();
    }

    @Test
    void sandboxCommandPlaysEverythingThatHasNoSettings() throws Exception {
        assertThat(Part.played(none().given(), true)).containsExactlyInAnyOrder(Part.values());
        assertThat(Part.played(clioAndKafka().given(), true)).containsExactly(Part.SMOKEBALL);
        assertThat(Part.played(none().set("CLIO_REGION", "eu").given(), true))
                .containsExactlyInAnyOrder(Part.SMOKEBALL, Part.KAFKA);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settingWinsOverTheCommand(boolean command) throws Exception {
        assertThat(Part.played(none().set("SANDBOX", "kafka").given(), command)).containsExactly(Part.KAFKA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "clio,smokeball,kafka", "kafka, Clio ,SMOKEBALL"})
    void settingPlaysAllThatItNames(String sandbox) throws Exception {
        assertThat(Part.played(none().set("SANDBOX", sandbox).given(), false)).containsExactlyInAnyOrder(Part.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "yes", "clio,zoo", "clio;kafka", ","})
    void unknownPartIsRefusedWithWhatIsAllowed(String sandbox) {
        assertThatThrownBy(() -> Part.played(none().set("SANDBOX", sandbox).given(), false))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("SANDBOX is '" + sandbox + "'", "clio, smokeball, kafka");
    }

    @Test
    void playingWhatHasRealSettingsIsAContradictionThatNamesThem() {
        assertThatThrownBy(
                        () -> Part.played(clioAndKafka().set("SANDBOX", "true").given(), true))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "SANDBOX plays clio",
                        "CLIO_CLIENT_ID, CLIO_CLIENT_SECRET, CLIO_REFRESH_TOKEN, CLIO_PUBLIC_URL",
                        "SANDBOX plays kafka",
                        "KAFKA_BROKERS",
                        "remove one of them")
                .hasMessageNotContainingAny(
                        "SANDBOX plays smokeball", GivenSettings.CLIENT_SECRET, GivenSettings.REFRESH_TOKEN);
    }

    @Test
    void playingOnePartGoesWithRealSettingsOfAnother() throws Exception {
        assertThat(Part.played(
                        clioAndKafka()
                                .without("KAFKA_BROKERS")
                                .set("SANDBOX", "kafka")
                                .given(),
                        true))
                .containsExactly(Part.KAFKA);
    }
}
