package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ClioSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A list that is far larger than the 64 MB of heap of the process that reads it. */
class MillionRecordsTest {

    private static final Pattern REPORT = Pattern.compile("records (\\d+) heap (\\d+)");

    @Test
    @Tag("full")
    void areListedInAHeapOf64MegabytesThatDoesNotGrow() throws Exception {
        listInASmallHeap(1_000_000);
    }

    @Test
    void aFifthOfThemTooWhichWouldNotFitEither() throws Exception {
        listInASmallHeap(200_000);
    }

    private static void listInASmallHeap(long records) throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder()
                .unlimited()
                .generated("activities", records)
                .start()) {
            Process listing = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ListingApplication.class.getName(),
                            clio.baseUri().toString(),
                            clio.accessToken()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(listing.waitFor(80, TimeUnit.SECONDS)).isTrue();

            Matcher report = REPORT.matcher(output);
            assertThat(report.find()).as(output).isTrue();
            System.out.println(report.group());
            assertThat(Long.parseLong(report.group(1))).isEqualTo(records);
            assertThat(Long.parseLong(report.group(2))).as("bytes in use").isLessThan(48L << 20);
        }
    }
}
