package io.camelclio.bench.polling;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.util.Map;

/** A played vendor without a rate limit and with some records, behind a {@link Replay}, away from what is measured. */
final class VendorProcess {

    /** The access token for the loop that is written by hand. */
    static final String TOKEN = "TOKEN";

    private VendorProcess() {}

    /** Arguments: vendor, number of records. Prints the settings by which it is reached. */
    public static void main(String[] args) throws InterruptedException {
        int records = Integer.parseInt(args[1]);
        Map<String, String> settings = args[0].equals("clio") ? clio(records) : smokeball(records);
        settings.forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println(BenchProcess.READY);
        Thread.currentThread().join();
    }

    private static Map<String, String> clio(int records) {
        ClioSandbox clio = ClioSandbox.builder()
                .unlimited()
                .generated("activities", records)
                .start();
        return Map.of(
                "CLIO_API_URL",
                Replay.of(clio.baseUri()).uri().toString(),
                "CLIO_CLIENT_ID",
                clio.clientId(),
                "CLIO_CLIENT_SECRET",
                clio.clientSecret(),
                "CLIO_REFRESH_TOKEN",
                clio.refreshToken(),
                TOKEN,
                clio.accessToken());
    }

    private static Map<String, String> smokeball(int records) {
        SmokeballSandbox smokeball = SmokeballSandbox.builder().unlimited().start();
        smokeball.collection("contacts").addAll(records);
        return Map.of(
                "SMOKEBALL_API_URL",
                Replay.of(smokeball.apiUri()).uri().toString(),
                "SMOKEBALL_AUTH_URL",
                smokeball.authUri().toString(),
                "SMOKEBALL_API_KEY",
                smokeball.apiKey(),
                "SMOKEBALL_CLIENT_ID",
                smokeball.clientId(),
                "SMOKEBALL_CLIENT_SECRET",
                smokeball.clientSecret(),
                "SMOKEBALL_COLLECTIONS",
                "contact",
                TOKEN,
                smokeball.accessToken());
    }
}
