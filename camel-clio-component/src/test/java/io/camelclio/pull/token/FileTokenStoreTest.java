package io.camelclio.pull.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokenStoreTest {

    @TempDir
    private Path folder;

    @Test
    void holdsNothingBeforeATokenIsSaved() throws IOException {
        assertThat(store().load()).isEmpty();
    }

    @Test
    void anotherStoreOnTheSameFileReadsWhatWasSavedLast() throws IOException {
        store().save("the first, which is longer");
        store().save("the second");

        assertThat(store().load()).contains("the second");
    }

    @Test
    void theFileIsItsOwnersAloneAndNothingElseIsLeftInTheFolder() throws IOException {
        store().save("s3cret");
        store().save("s3cret too");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly(file());
    }

    @Test
    void savingTakesTheFileAwayFromOthersWhoCouldReadTheOneBefore() throws IOException {
        Files.writeString(file(), "old");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        store().save("new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(store().load()).contains("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---", "rw-rw-rw-"})
    void refusesAFileThatIsNotItsOwnersAloneAndSaysWhatToDo(String permissions) throws IOException {
        Files.writeString(file(), "s3cret");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> store().load())
                .isInstanceOf(IOException.class)
                .hasMessage("File " + file() + " has the permissions " + permissions
                        + ", but a refresh token must be its owner's alone; if nobody else has read it, run: chmod 600 "
                        + file() + ", else authorise the application again");
    }

    @Test
    void readsWhatAPersonWroteWithALineEnd() throws IOException {
        store().save("token\n");
        assertThat(store().load()).contains("token");

        store().save("\n");
        assertThat(store().load()).isEmpty();
    }

    @Test
    void refusesAFileThatIsTooLongForAToken() throws IOException {
        store().save("x".repeat(20_000));

        assertThatThrownBy(() -> store().load())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("File " + file() + " holds more than 16384 bytes");
    }

    @Test
    void keepsTheOldTokenAndLeavesNothingBehindWhenTheNewOneCannotTakeItsPlace() throws IOException {
        Files.createDirectory(file());
        Files.writeString(file().resolve("in the way"), "");

        assertThatThrownBy(() -> store().save("s3cret")).isInstanceOf(IOException.class);

        assertThat(files()).containsExactly(file());
    }

    @Test
    void namesAFolderThatIsMissing() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> new FileTokenStore(missing.resolve("token")).save("s3cret"))
                .isInstanceOf(IOException.class)
                .hasMessage("Folder " + missing + " for the refresh token does not exist; create it");
    }

    @Test
    void refusesAFileSystemWithoutPermissions() throws IOException {
        URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inArchive = zip.getPath("/token");
            FileTokenStore store = new FileTokenStore(inArchive);

            assertThatThrownBy(() -> store.save("s3cret")).hasMessageContaining("keeps no POSIX permissions");
            assertThat(inArchive).doesNotExist();
            Files.writeString(inArchive, "s3cret");
            assertThatThrownBy(store::load).hasMessageContaining("keeps no POSIX permissions");
        }
    }

    @Test
    void aStoreNamesItsFileAndNotWhatIsInIt() throws IOException {
        FileTokenStore store = store();
        store.save("s3cret");

        assertThat(store).hasToString("FileTokenStore[" + file() + "]");
    }

    private FileTokenStore store() {
        return new FileTokenStore(file());
    }

    private Path file() {
        return folder.resolve("refresh-token");
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        }
    }
}
