package io.camelclio.app.settings;

import static io.camelclio.app.settings.GivenSettings.clioAndKafka;
import static io.camelclio.app.settings.GivenSettings.complete;
import static io.camelclio.app.settings.GivenSettings.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.pull.token.FileTokenStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void completeSettingsHaveTheDocumentedDefaults() throws Exception {
        Settings settings = complete().read();

        ClioSettings clio = settings.clio().orElseThrow();
        assertThat(clio.connection()).isEqualTo("us");
        assertThat(clio.region()).isEqualTo("us");
        assertThat(clio.apiUrl()).isEmpty();
        SmokeballSettings smokeball = settings.smokeball().orElseThrow();
        assertThat(smokeball.connection()).isEqualTo("us");
        assertThat(smokeball.refreshToken()).isEmpty();
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.managementHost()).isEqualTo("127.0.0.1");
        assertThat(settings.managementPort()).isEqualTo(9876);
        assertThat(settings.certificates()).isEmpty();
        assertThat(settings.routesDir()).isEmpty();
        assertThat(settings.kafka().ours()).isFalse();
    }

    @Test
    void aCertificateWithoutItsKeyIsToldAndSoIsAFileThatIsNotThere() {
        assertThatThrownBy(() -> complete()
                        .set("HTTP_CERTIFICATE", "/nowhere/tls.crt")
                        .set("TRUSTED_CERTIFICATES", "/nowhere/trusted.pem")
                        .read())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "HTTP_KEY is missing; give both HTTP_CERTIFICATE and HTTP_KEY",
                        "TRUSTED_CERTIFICATES cannot be used: /nowhere/trusted.pem is not there");
    }

    @Test
    void nothingGivenIsAnErrorThatSaysWhatToGive() {
        assertThatThrownBy(() -> none().read())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Neither Clio nor Smokeball", "CLIO_", "SMOKEBALL_", "KAFKA_BROKERS");
    }

    @Test
    void vendorWithoutAnySettingIsOff() throws Exception {
        assertThat(clioAndKafka().read().smokeball()).isEmpty();
        assertThat(complete()
                        .without("CLIO_CLIENT_ID", "CLIO_CLIENT_SECRET", "CLIO_REFRESH_TOKEN", "CLIO_PUBLIC_URL")
                        .read()
                        .clio())
                .isEmpty();
    }

    @Test
    void namesEverythingThatIsMissingInOneMessage() {
        assertThatThrownBy(() -> none().set("CLIO_REGION", "eu")
                        .set("SMOKEBALL_REGION", "uk")
                        .read())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "CLIO_CLIENT_ID is missing",
                        "CLIO_CLIENT_SECRET is missing",
                        "CLIO_REFRESH_TOKEN is missing",
                        "CLIO_PUBLIC_URL is missing",
                        "SMOKEBALL_API_KEY is missing",
                        "SMOKEBALL_CLIENT_ID is missing",
                        "SMOKEBALL_CLIENT_SECRET is missing",
                        "KAFKA_BROKERS");
    }

    @ParameterizedTest
    @CsvSource({
        "CLIO_CLIENT_ID",
        "CLIO_CLIENT_SECRET",
        "CLIO_REFRESH_TOKEN",
        "CLIO_PUBLIC_URL",
        "SMOKEBALL_API_KEY",
        "SMOKEBALL_CLIENT_ID",
        "SMOKEBALL_CLIENT_SECRET",
        "KAFKA_BROKERS"
    })
    void namesTheOneThatIsMissingAndNoOther(String missing) {
        String message = failure(complete().without(missing));

        assertThat(message).contains(missing).hasLineCount(2);
    }

    @Test
    void blankValueIsNoValue() {
        assertThat(failure(complete().set("CLIO_CLIENT_SECRET", "  "))).contains("CLIO_CLIENT_SECRET is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CLIO_REGION | uk | us, ca, eu, au",
                "SMOKEBALL_REGION | eu | us, au, uk",
                "SMOKEBALL_ENVIRONMENT | test | production, staging",
                "SMOKEBALL_API_URL | http://api.firm.example | https",
                "SMOKEBALL_USER_ID | a b | letters, digits and dashes",
                "SMOKEBALL_REFRESH_TOKEN_END | Christmas | 2026-12-24",
                "CLIO_API_URL | app.clio.com | http",
                "CLIO_API_URL | ftp://app.clio.com | http",
                "CLIO_PUBLIC_URL | https://hooks.firm.example?a=b | without a query",
                "CLIO_PUBLIC_URL | not an address | http",
                "HTTP_PORT | 65536 | 0 to 65535",
                "HTTP_PORT | -1 | 0 to 65535",
                "HTTP_PORT | http | 0 to 65535",
                "MANAGEMENT_PORT | 99999 | 0 to 65535",
                "KAFKA_CLIENT_CONFIG | /nowhere/client.properties | not there",
                "ROUTES_DIR | /nowhere/routes | not there"
            })
    void wrongValueIsShownWithWhatIsAllowed(String name, String value, String allowed) {
        assertThat(failure(complete().set(name, value))).contains(name, value, allowed);
    }

    @Test
    void severalWrongValuesAreToldAtOnce() {
        assertThat(failure(complete()
                        .set("CLIO_REGION", "mars")
                        .set("HTTP_PORT", "x")
                        .set("MANAGEMENT_PORT", "y")))
                .contains("CLIO_REGION", "HTTP_PORT", "MANAGEMENT_PORT");
    }

    @Test
    void accessTokenAloneIsEnough() throws Exception {
        Settings settings = clioAndKafka()
                .without("CLIO_CLIENT_ID", "CLIO_CLIENT_SECRET", "CLIO_REFRESH_TOKEN")
                .set("CLIO_ACCESS_TOKEN", GivenSettings.ACCESS_TOKEN)
                .read();

        assertThat(settings.clio().orElseThrow().accessToken()).isEqualTo(GivenSettings.ACCESS_TOKEN);
    }

    @Test
    void accessTokenContradictsRefreshTokenAndTokenFile() {
        assertThat(failure(clioAndKafka().set("CLIO_ACCESS_TOKEN", GivenSettings.ACCESS_TOKEN)))
                .contains("CLIO_ACCESS_TOKEN and CLIO_REFRESH_TOKEN", "remove one")
                .doesNotContain("CLIO_TOKEN_FILE");
        assertThat(failure(clioAndKafka()
                        .without("CLIO_REFRESH_TOKEN")
                        .set("CLIO_ACCESS_TOKEN", GivenSettings.ACCESS_TOKEN)
                        .set("CLIO_TOKEN_FILE", "token")))
                .contains("CLIO_ACCESS_TOKEN and CLIO_TOKEN_FILE", "remove one");
    }

    @Test
    void aFileWithATokenIsEnoughInsteadOfTheTokenItself(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        new FileTokenStore(file).save(GivenSettings.REFRESH_TOKEN);

        ClioSettings clio = clioAndKafka()
                .without("CLIO_REFRESH_TOKEN")
                .set("CLIO_TOKEN_FILE", file.toString())
                .read()
                .clio()
                .orElseThrow();

        assertThat(clio.tokenFile()).contains(file);
        assertThat(clio.refreshToken()).isNull();
    }

    @Test
    void aFileThatIsYetToBeFilledNeedsATokenBesideIt(@TempDir Path folder) throws Exception {
        GivenSettings settings =
                clioAndKafka().set("CLIO_TOKEN_FILE", folder.resolve("token").toString());

        assertThat(settings.read().clio()).isPresent();
        assertThat(failure(settings.without("CLIO_REFRESH_TOKEN")))
                .contains("CLIO_TOKEN_FILE is '" + folder.resolve("token"), "'authorize'", "CLIO_REFRESH_TOKEN");
    }

    @Test
    void aFileThatOthersCanReadOrNobodyCanWriteIsToldAtStart(@TempDir Path folder) throws Exception {
        Path open = Files.writeString(folder.resolve("open"), GivenSettings.REFRESH_TOKEN);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(failure(clioAndKafka().set("CLIO_TOKEN_FILE", open.toString())))
                .contains("CLIO_TOKEN_FILE is '" + open, "chmod 600")
                .doesNotContain(GivenSettings.REFRESH_TOKEN);
        assertThat(failure(clioAndKafka().set("CLIO_TOKEN_FILE", "/nowhere/token")))
                .contains("CLIO_TOKEN_FILE is '/nowhere/token', but its folder is not there");
    }

    @Test
    void aFolderWithoutRoutesIsToldAtStart(@TempDir Path folder) {
        assertThat(failure(complete().set("ROUTES_DIR", folder.toString())))
                .contains("ROUTES_DIR is '" + folder + "', which holds no routes (camel/*.yaml)");
    }

    @Test
    void oneOfSmokeballsAddressesWithoutTheOtherIsAContradiction() {
        assertThat(failure(complete().set("SMOKEBALL_API_URL", "https://api.staging.example")))
                .contains("SMOKEBALL_API_URL", "SMOKEBALL_AUTH_URL", "set both or none");
    }

    @Test
    void smokeballsEnvironmentMayBeStaging() throws Exception {
        SmokeballSettings smokeball = complete()
                .set("SMOKEBALL_REGION", "uk")
                .set("SMOKEBALL_ENVIRONMENT", "staging")
                .read()
                .smokeball()
                .orElseThrow();

        assertThat(smokeball.apiUrl()).hasToString("https://stagingapi.smokeball.co.uk");
        assertThat(smokeball.authUrl()).hasToString("https://datastaging-auth.smokeball.co.uk");
    }

    @Test
    void smokeballsSettingsThatDoNotBelongTogetherAreNamed(@TempDir Path folder) {
        assertThat(failure(complete()
                        .set("SMOKEBALL_API_URL", "https://api.smokeball.com")
                        .set("SMOKEBALL_AUTH_URL", "https://auth.smokeball.co.uk")))
                .contains("SMOKEBALL_API_URL and SMOKEBALL_AUTH_URL are", "two installations");
        assertThat(failure(complete()
                        .set("SMOKEBALL_API_URL", "https://api.firm.example")
                        .set("SMOKEBALL_AUTH_URL", "https://auth.firm.example")
                        .set("SMOKEBALL_ENVIRONMENT", "staging")))
                .contains("SMOKEBALL_API_URL and SMOKEBALL_ENVIRONMENT are both set");
        assertThat(failure(complete()
                        .set("SMOKEBALL_REFRESH_TOKEN", GivenSettings.REFRESH_TOKEN)
                        .set("SMOKEBALL_USER_ID", "user-1")))
                .contains("SMOKEBALL_REFRESH_TOKEN and SMOKEBALL_USER_ID are both set");
        assertThat(failure(complete().set("SMOKEBALL_REFRESH_TOKEN_END", "2026-12-24")))
                .contains("SMOKEBALL_REFRESH_TOKEN_END is set without SMOKEBALL_REFRESH_TOKEN");
        assertThat(failure(complete()
                        .set("SMOKEBALL_TOKEN_FILE", folder.resolve("token").toString())))
                .contains("SMOKEBALL_TOKEN_FILE", "holds no refresh token", "SMOKEBALL_REFRESH_TOKEN");
    }

    @Test
    void twoDifferentAddressesOfKafkaAreAContradiction(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "bootstrap.servers=other:9092");

        assertThat(failure(complete().set("KAFKA_CLIENT_CONFIG", file.toString())))
                .contains("kafka:9092", "Remove one");
    }

    @Test
    void kafkaFileMayNameTheBrokers(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "bootstrap.servers=other:9092");

        Settings settings = complete()
                .without("KAFKA_BROKERS")
                .set("KAFKA_CLIENT_CONFIG", file.toString())
                .read();

        assertThat(settings.kafka().client(ClientUse.RECEIVING).get("bootstrap.servers"))
                .isEqualTo("other:9092");
    }

    @ParameterizedTest
    @CsvSource({
        "us, https://api.smokeball.com, https://auth.smokeball.com",
        "au, https://api.smokeball.com.au, https://auth.smokeball.com.au",
        "uk, https://api.smokeball.co.uk, https://auth.smokeball.co.uk"
    })
    void smokeballsRegionGivesItsAddresses(String region, URI api, URI auth) throws Exception {
        SmokeballSettings smokeball =
                complete().set("SMOKEBALL_REGION", region).read().smokeball().orElseThrow();

        assertThat(smokeball.apiUrl()).isEqualTo(api);
        assertThat(smokeball.authUrl()).isEqualTo(auth);
        assertThat(smokeball.connection()).isEqualTo(region);
    }

    @Test
    void addressesMayBeGivenInsteadOfARegion() throws Exception {
        Settings settings = complete()
                .set("CLIO_REGION", "eu")
                .set("CLIO_API_URL", "https://clio.proxy.example/")
                .set("SMOKEBALL_API_URL", "https://api.staging.example/")
                .set("SMOKEBALL_AUTH_URL", "https://auth.staging.example")
                .read();

        assertThat(settings.clio().orElseThrow().region()).isEqualTo("eu");
        assertThat(settings.clio().orElseThrow().apiUrl()).contains(URI.create("https://clio.proxy.example"));
        assertThat(settings.smokeball().orElseThrow().apiUrl()).hasToString("https://api.staging.example");
        assertThat(settings.smokeball().orElseThrow().authUrl()).hasToString("https://auth.staging.example");
    }

    @Test
    void smokeballsWebhooksAreOffUnlessAddressAndKeyAreGiven() throws Exception {
        assertThat(complete().read().smokeballWebhooks()).isEmpty();

        SmokeballWebhookSettings webhooks = complete()
                .set("SMOKEBALL_PUBLIC_URL", "https://hooks.firm.example/")
                .set("SMOKEBALL_WEBHOOK_KEY", "a random text of ours")
                .read()
                .smokeballWebhooks()
                .orElseThrow();
        assertThat(webhooks.publicUrl()).hasToString("https://hooks.firm.example");
        assertThat(webhooks.key()).isEqualTo("a random text of ours");
        assertThat(webhooks.toString()).contains("hooks.firm.example").doesNotContain("random");
    }

    @ParameterizedTest
    @CsvSource({
        "SMOKEBALL_PUBLIC_URL, https://hooks.firm.example, SMOKEBALL_WEBHOOK_KEY is missing; give a random text",
        "SMOKEBALL_WEBHOOK_KEY, 0123456789abcdef, SMOKEBALL_PUBLIC_URL is missing; give the https address",
        "SMOKEBALL_PUBLIC_URL, http://hooks.firm.example, allowed is an https address",
        "SMOKEBALL_WEBHOOK_KEY, too short, SMOKEBALL_WEBHOOK_KEY has 9 characters; allowed are 16 and more"
    })
    void whatIsMissingOrWrongOfSmokeballsWebhooksIsTold(String name, String value, String problem) {
        assertThatThrownBy(complete().set(name, value)::read)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("too short");
    }

    @Test
    void noSecretShowsInATextOfTheSettings() throws Exception {
        assertThat(complete().read().toString())
                .contains("us")
                .doesNotContain(
                        GivenSettings.CLIENT_SECRET,
                        GivenSettings.REFRESH_TOKEN,
                        GivenSettings.API_KEY,
                        GivenSettings.SMOKEBALL_SECRET);
    }

    @Test
    void noSecretShowsInAMessage() {
        String message = failure(complete()
                .set("CLIO_ACCESS_TOKEN", GivenSettings.ACCESS_TOKEN)
                .set("CLIO_REGION", "mars")
                .set("SMOKEBALL_API_URL", "nowhere")
                .without("SMOKEBALL_CLIENT_ID"));

        assertThat(message)
                .contains("CLIO_ACCESS_TOKEN", "SMOKEBALL_CLIENT_ID")
                .doesNotContain(
                        GivenSettings.ACCESS_TOKEN,
                        GivenSettings.CLIENT_SECRET,
                        GivenSettings.REFRESH_TOKEN,
                        GivenSettings.API_KEY,
                        GivenSettings.SMOKEBALL_SECRET);
    }

    @Test
    void clusterIsOursOnlyWhereASandboxStartedIt() throws Exception {
        Given sandbox = complete().given().with(Map.of("KAFKA_OURS", "true"));

        assertThat(Settings.read(sandbox).kafka().ours()).isTrue();
        assertThat(complete().set("KAFKA_OURS", "true").read().kafka().ours())
                .as("nobody says so from outside")
                .isFalse();
    }

    @Test
    void topicCommandsNeedNothingOfTheVendors() throws Exception {
        KafkaSettings kafka =
                Settings.kafkaOf(none().set("KAFKA_BROKERS", "kafka:9092").given());

        assertThat(kafka.brokers()).isEqualTo("kafka:9092");
    }

    private static String failure(GivenSettings settings) {
        SettingsException failure = catchThrowableOfType(SettingsException.class, settings::read);
        assertThat(failure).as("a refusal of the settings").isNotNull();
        return failure.getMessage();
    }
}
