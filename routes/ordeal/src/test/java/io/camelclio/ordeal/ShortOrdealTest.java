package io.camelclio.ordeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The ordeal in little. Processes are frozen, and their disks filled, by commands of Linux. */
@EnabledOnOs(OS.LINUX)
class ShortOrdealTest {

    @Test
    void everyPromiseIsKept() throws Exception {
        Settings settings = Settings.shortForm(Settings.seed(1), Files.createDirectories(Path.of("target", "ordeal")));

        assertThat(new Ordeal(settings).run().violations())
                .as("ORDEAL_SEED=%d, see its output and %s", settings.seed(), settings.folder())
                .isEmpty();
    }
}
