package io.camelclio.app.smokeball.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.pull.token.FileTokenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a connection may be set up, and what it says where it may not. */
class SmokeballConnectionTest {

    private static final String SECRET = "s3cret";
    private static final String REFRESH = "r3fresh";

    @TempDir
    Path folder;

    @Test
    void regionAndEnvironmentGiveTheAddressAndTheName() {
        SmokeballConnection connection = complete(each -> {
            each.setRegion("au");
            each.setEnvironment("staging");
        });
        connection.init();

        assertThat(connection.address()).hasToString("https://stagingapi.smokeball.com.au");
        assertThat(connection.getName()).isEqualTo("au");
    }

    @Test
    void accountStandsBeforeEveryPath() {
        SmokeballConnection connection = complete(each -> each.setAccountId("1c2d-3e"));
        connection.init();

        assertThat(connection.address()).hasToString("https://api.smokeball.com/1c2d-3e");
    }

    @Test
    void wrongCombinationsAreNamed() {
        assertRefused(each -> each.setRegion("eu"), "'eu' and 'production'", "[us, au, uk]");
        assertRefused(each -> each.setEnvironment("test"), "'us' and 'test'", "[production, staging]");
        assertRefused(each -> each.setApiUrl("https://api.firm.example"), "lacks the option authUrl", "set both");
        assertRefused(each -> each.setAuthUrl("https://auth.firm.example"), "lacks the option apiUrl", "set both");
        assertRefused(
                each -> {
                    each.setEnvironment("staging");
                    each.setApiUrl("https://api.firm.example");
                    each.setAuthUrl("https://auth.firm.example");
                },
                "has addresses and an environment",
                "remove either");
        assertRefused(
                each -> {
                    each.setApiUrl("https://api.smokeball.com");
                    each.setAuthUrl("https://datastaging-auth.smokeball.com");
                },
                "apiUrl and authUrl",
                "two installations");
        assertRefused(
                each -> {
                    each.setRefreshToken(REFRESH);
                    each.setUserId("user-1");
                },
                "has a userId",
                "remove one");
        assertRefused(each -> each.setRefreshTokenEnd("2026-12-24"), "refreshTokenEnd", "no refresh token");
    }

    @Test
    void addressesAreHttpsOrLoopback() {
        assertRefused(
                each -> {
                    each.setApiUrl("http://api.firm.example");
                    each.setAuthUrl("https://auth.firm.example");
                },
                "Option apiUrl",
                "'http://api.firm.example'",
                "https");
        assertRefused(
                each -> {
                    each.setApiUrl("https://api.firm.example");
                    each.setAuthUrl("https://user:pass@auth.firm.example");
                },
                "Option authUrl",
                "//…@auth.firm.example");
        complete(each -> {
                    each.setApiUrl("http://127.0.0.1:8443/");
                    each.setAuthUrl("http://localhost:8444");
                })
                .init();
    }

    @Test
    void wrongValuesAreNamedWithWhatIsAllowed() {
        assertRefused(each -> each.setApiKey(" "), "lacks the option apiKey", "developer console");
        assertRefused(each -> each.setClientId(null), "lacks the option clientId");
        assertRefused(each -> each.setClientSecret(null), "lacks the option clientSecret");
        assertRefused(each -> each.setClientSecret(SECRET + "\nX: y"), "clientSecret", "control character");
        assertRefused(each -> each.setAccountId("a/b"), "accountId", "'a/b'", "letters, digits and dashes");
        assertRefused(each -> each.setUserId("a b"), "userId", "'a b'");
        assertRefused(each -> each.setName("a b"), "name", "'a b'");
        assertThatThrownBy(() -> new SmokeballConnection().setRefreshTokenEnd("Christmas"))
                .hasMessageContainingAll("refreshTokenEnd is 'Christmas'", "2026-12-24");
    }

    @Test
    void fileWithoutATokenOrOpenToOthersIsNamed() throws Exception {
        String empty = folder.resolve("empty").toString();
        Path open = Files.writeString(folder.resolve("open"), REFRESH);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(each -> each.setTokenFile(empty), "tokenFile", empty, "holds no refresh token");
        assertRefused(each -> each.setTokenFile(open.toString()), open.toString(), "chmod 600");
        new FileTokenStore(folder.resolve("kept")).save(REFRESH);
        complete(each -> each.setTokenFile(folder.resolve("kept").toString())).init();
    }

    @Test
    void twoConnectionsOfOneNameDoNotStart() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("one", complete(each -> each.setName("acme")));
            context.getRegistry().bind("two", complete(each -> each.setName("acme")));

            assertThatThrownBy(() -> SmokeballConnections.start(context))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("named 'acme'", "one and two", "another name");
        }
    }

    @Test
    void webhooksNeedBothAddressAndKeyAndAKeyOfTheirOwn() throws Exception {
        String key = "a key of thirty-two letters long!";
        assertRefused(each -> each.getWebhooks().setSecretKey(key), "has only one of the options webhooks.publicUrl");
        assertRefused(
                each -> each.getWebhooks().setPublicUrl("https://firm.example"),
                "only one of",
                "set the other or remove");
        assertRefused(
                each -> webhooks(each, "too short"), "Option webhooks.secretKey", "has 9 characters", "16 and more");
        assertRefused(
                each -> {
                    webhooks(each, key);
                    each.getWebhooks().setPublicUrl("http://firm.example");
                },
                "Option webhooks.publicUrl",
                "'http://firm.example'");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("one", complete(each -> webhooks(each, key)));
            context.getRegistry().bind("two", complete(each -> {
                webhooks(each, key);
                each.setName("acme");
            }));

            assertThatThrownBy(() -> SmokeballConnections.start(context))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'us' and 'acme' have the same webhooks.secretKey", "one of its own")
                    .hasMessageNotContaining(key);
        }
    }

    private static void webhooks(SmokeballConnection connection, String key) {
        connection.getWebhooks().setPublicUrl("https://firm.example/");
        connection.getWebhooks().setSecretKey(key);
    }

    @Test
    void accountsOfOneClientShareItsRateAndOthersDoNot() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SmokeballConnection one = complete(each -> each.setName("one"));
            SmokeballConnection two = complete(each -> {
                each.setName("two");
                each.setAccountId("1");
            });
            SmokeballConnection elsewhere = complete(each -> each.setRegion("uk"));
            context.getRegistry().bind("one", one);
            context.getRegistry().bind("two", two);
            context.getRegistry().bind("elsewhere", elsewhere);

            assertThat(SmokeballConnections.start(context)).containsOnlyKeys("one", "two", "elsewhere");
            context.start();

            assertThat(one.sharesItsRateWith(two)).isTrue();
            assertThat(one.sharesItsRateWith(elsewhere)).isFalse();
        }
    }

    @Test
    void showsNoSecret() {
        assertThat(complete(each -> each.setRefreshToken(REFRESH))).hasToString("SmokeballConnection[us]");
    }

    private static void assertRefused(Consumer<SmokeballConnection> setup, String... words) {
        assertThatThrownBy(() -> complete(setup).init())
                .hasStackTraceContaining(words[0])
                .satisfies(failure ->
                        assertThat(messages(failure)).contains(words).doesNotContain(SECRET, REFRESH, "user:pass"));
    }

    private static String messages(Throwable failure) {
        String own = String.valueOf(failure.getMessage());
        return failure.getCause() == null ? own : own + messages(failure.getCause());
    }

    private static SmokeballConnection complete(Consumer<SmokeballConnection> setup) {
        SmokeballConnection connection = new SmokeballConnection();
        connection.setApiKey("k3y");
        connection.setClientId("id");
        connection.setClientSecret(SECRET);
        setup.accept(connection);
        return connection;
    }
}
