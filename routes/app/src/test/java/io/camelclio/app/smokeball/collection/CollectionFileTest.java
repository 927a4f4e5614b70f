package io.camelclio.app.smokeball.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionFileTest {

    private static final String VALID = """
            - entity: matter
              path: matters
            - entity: fee
              path: matters/{matterId}/fees
              parents: {matterId: matter}
            """;

    @TempDir
    private Path folder;

    @Test
    void packagedFileHasAllOfSmokeballsCollections() throws SettingsException {
        assertThat(Collections.read(Optional.empty(), Optional.empty()).entities())
                .hasSize(59);
    }

    @Test
    void privilegedAndPersonalCollectionsAreOffUnlessNamed() throws SettingsException {
        Collections usual = Collections.read(Optional.empty(), Optional.empty());
        Collections chosen = Collections.read(Optional.empty(), Optional.of("default, memo, -staff"));

        assertThat(usual.isOn("memo")).isFalse();
        assertThat(usual.of("memo").whyOff())
                .hasValueSatisfying(why -> assertThat(why).startsWith("privileged"));
        assertThat(usual.isOn("file")).isFalse();
        assertThat(usual.isOn("staff")).isTrue();
        assertThat(chosen.isOn("memo")).isTrue();
        assertThat(chosen.isOn("matter")).isTrue();
        assertThat(chosen.isOn("staff")).isFalse();
    }

    @Test
    void choiceWithoutDefaultIsExactlyWhatItNames() throws SettingsException {
        Collections chosen = Collections.read(Optional.empty(), Optional.of("activity_code"));

        assertThat(chosen.entities().stream().filter(chosen::isOn)).containsExactly("activity_code");
    }

    @Test
    void choiceOfAnUnknownCollectionIsAnError() {
        assertThatThrownBy(() -> Collections.read(Optional.empty(), Optional.of("default,memos")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("smokeball.collections", "'memos'", "default", "matter, contact, task");
    }

    @Test
    void teamsOwnFileStandsForThePackagedOne() throws Exception {
        Collections own = read(VALID.replace("path: matters\n", "path: cases\n"));

        assertThat(own.entities()).containsExactly("matter", "fee");
        assertThat(own.of("matter").path()).isEqualTo("cases");
        assertThat(own.isOn("matter")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: matters/{matterId}/fees | path: /fees | entity fee: path is '/fees'; allowed is a path such as",
                "parents: {matterId: matter} | parents: {id: matter} | parents is '{id=matter}'; allowed is exactly the names in the path, in their order: matterId",
                "parents: {matterId: matter} | parents: {matterId: mater} | parents has matterId: mater; allowed are entities of this file",
                "entity: fee | entity: Fees | entity is 'Fees'; allowed is snake case",
                "entity: fee | entity: matter | has the entity matter twice",
                "parents: | since: LastUpdated weeks~  parents: | since is 'LastUpdated weeks'; allowed is <parameter> and one of ticks, iso, iso-without-zone",
                "parents: | envelope: pages~  parents: | envelope is 'pages'; allowed is paged, array, field <name>",
                "parents: | key: '{id}'~  parents: | key is '{id}'; allowed is <field>, <field>/<field>",
                "parents: | deleted: isDeleted~  parents: | deleted is 'isDeleted'; allowed is <field>=<value>",
                "parents: | mayFilter: [a b]~  parents: | mayFilter is '[a b]'; allowed is a list of parameters",
                "parents: | read: off~  parents: | because is missing; allowed is the reason for read: off",
                "parents: | read: never~  parents: | read is 'never'; allowed is on, off",
                "parents: | versions: etag~  parents: | field 'versions' is not known; known are because, byId, deleted"
            })
    void whatIsWrongIsToldWithFileEntityFieldValueAndWhatIsAllowed(String text, String by, String problem) {
        String wrong = VALID.replace(text, by.replace("~", "\n"));

        assertThat(wrong).isNotEqualTo(VALID);
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        folder.resolve("smokeball/collections.yaml").toString())
                .hasMessageContaining(problem);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        String wrong = VALID.replace("path: matters\n", "path: /matters\n").replace("entity: fee", "entity: Fee");

        assertThatThrownBy(() -> read(wrong)).hasMessageContainingAll("'/matters'", "'Fee'");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> read(VALID + "- entity: [\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is not well-formed YAML");
    }

    private Collections read(String content) throws IOException, SettingsException {
        Path file = folder.resolve("smokeball/collections.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return Collections.read(Optional.of(folder), Optional.empty());
    }
}
