package io.camelclio.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd and shells read of ours, judged by the programs that know them, where these are installed. */
class OperatorFilesTest {

    private static final String HOME = "/opt/camel-clio";

    @TempDir
    private Path folder;

    /** It looks whether the programs are there that the unit names, so these are the archive's own. */
    @Test
    void systemdFindsNothingWrongWithTheUnit() throws Exception {
        assumeInstalled("systemd-analyze", "of the package systemd");
        Installation installation = Installation.unpackedTo(folder);
        Path home = Files.createSymbolicLink(folder.resolve("camel-clio"), installation.home());
        String unit = Files.readString(installation.file("systemd/camel-clio.service"));
        assertThat(unit).contains("ExecStart=" + HOME + "/");
        Path file = Files.writeString(folder.resolve("camel-clio.service"), unit.replace(HOME, home.toString()));

        Path simplest = Files.writeString(folder.resolve("simplest.service"), "[Service]\nExecStart=/bin/sh\n");
        assumeTrue(verified(simplest).exit() == 0, "systemd-analyze can verify nothing on this machine");

        Said said = verified(file);

        // Units of this machine that ours comes after are looked at too.
        assertThat(said.text()).doesNotContain("camel-clio");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    private Said verified(Path unit) throws Exception {
        return run("systemd-analyze", "verify", "--man=no", unit.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/distribution/bin/camel-clio", "../../.ci/run"})
    void shellcheckFindsNothingWrongWithTheScripts(String script) throws Exception {
        assumeInstalled("shellcheck", "of the package of that name");

        Said said = run("shellcheck", script);

        assertThat(said.text()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    private static void assumeInstalled(String program, String where) {
        assumeTrue(
                Pattern.compile(File.pathSeparator)
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                program + ", " + where + ", is not installed");
    }

    private record Said(int exit, String text) {}

    private Said run(String... command) throws IOException, InterruptedException {
        Path text = folder.resolve("said.txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(text.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), Files.readString(text));
    }
}
