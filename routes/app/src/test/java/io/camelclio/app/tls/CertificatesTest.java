package io.camelclio.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.http.WebhookServer;
import io.camelclio.app.settings.HttpSettings;
import io.camelclio.component.ClioConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Https in and out with certificates from files, which are replaced while all runs. */
class CertificatesTest {

    private static final String GREETING = "HEAD /greeting HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    static Path made;

    private static PlayedCertificate old;
    private static PlayedCertificate renewed;

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private PlayedCertificate used;
    private WebhookServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        old = PlayedCertificate.make(made, "old", "EC");
        renewed = PlayedCertificate.make(made, "renewed", "RSA");
    }

    @BeforeEach
    void copyTheOldOne() throws IOException {
        used = new PlayedCertificate(folder.resolve("tls.crt"), folder.resolve("tls.key"), old.content());
        old.replace(used);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anewCertificateIsShownToNewConnectionsWhileOldOnesGoOn() throws Exception {
        serve();
        try (SSLSocket before = connect(old)) {
            assertThat(shownTo(before)).isEqualTo(old.content());
            assertThat(answerTo(before)).startsWith("HTTP/1.1 200 ");

            renewed.replace(used);

            await().atMost(Duration.ofSeconds(20))
                    .ignoreException(SSLHandshakeException.class)
                    .untilAsserted(() -> {
                        try (SSLSocket after = connect(renewed)) {
                            assertThat(shownTo(after)).isEqualTo(renewed.content());
                            assertThat(answerTo(after)).startsWith("HTTP/1.1 200 ");
                        }
                    });
            assertThat(answerTo(before)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void plainHttpIsNotSpokenThere() throws Exception {
        serve();

        try (java.net.Socket plain = new java.net.Socket("127.0.0.1", server.getPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write(GREETING.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/1.1 200");
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void halfARenewalChangesNothing() throws Exception {
        ServerCertificate certificate = ServerCertificate.read(used.certificate(), used.key());
        Files.copy(renewed.certificate(), used.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(certificate::reload)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the one of");
        assertThat(certificate.getCertificateChain(certificate.chooseServerAlias("EC", null, null)))
                .containsExactly(old.content());

        renewed.replace(used);
        assertThat(certificate.reload()).isTrue();
        assertThat(certificate.reload()).isFalse();
        assertThat(certificate.getCertificateChain(certificate.chooseServerAlias("RSA", null, null)))
                .containsExactly(renewed.content());
        assertThat(certificate.chooseServerAlias("EC", null, null)).isNull();
    }

    @Test
    void aKeyThatIsNoneIsToldWithoutShowingIt() throws Exception {
        Files.writeString(used.key(), "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> ServerCertificate.read(used.certificate(), used.key()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(used.key().toString())
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void whomTheFileNamesIsTrustedAsSoonAsItStandsThere() throws Exception {
        serve();
        Path trusted = Files.copy(renewed.certificate(), folder.resolve("trusted.pem"));
        TrustedCertificates certificates = TrustedCertificates.read(trusted);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TlsContext.of(certificates).createSSLContext(context))
                .build();
        assertThatThrownBy(() -> get(client)).isInstanceOf(SSLHandshakeException.class);

        Files.copy(old.certificate(), trusted, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        certificates.reload();

        assertThat(get(client).statusCode()).isEqualTo(200);
        assertThat(certificates.getAcceptedIssuers())
                .as("those whom Java trusts are trusted as ever")
                .hasSizeGreaterThan(10)
                .contains(old.content());
    }

    @Test
    void aConnectionToClioGoesByThem() throws Exception {
        serve();
        Path trusted = Files.copy(old.certificate(), folder.resolve("trusted.pem"));
        ClioConnection connection = new ClioConnection();
        connection.setApiUrl("https://127.0.0.1:" + server.getPort());
        connection.setAccessToken("t");
        connection.setSslContextParameters(TlsContext.of(TrustedCertificates.read(trusted)));
        context.addService(connection, true, true);

        assertThat(connection
                        .api()
                        .send(io.camelclio.component.api.ClioCall.reading(
                                "users", "who_am_i", io.camelclio.component.catalogue.Answer.RECORD, "users/who_am_i"))
                        .get(20, TimeUnit.SECONDS)
                        .record())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":7}");
    }

    private void serve() throws Exception {
        ServerCertificate certificate = ServerCertificate.read(used.certificate(), used.key());
        server = new WebhookServer(
                new HttpSettings("127.0.0.1", 0, 100, Duration.ofSeconds(20), Optional.of(certificate)));
        context.addService(server, true, true);
        context.addService(new FileWatch(context, List.of(certificate), OFTEN), true, true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/greeting").setBody().constant("Good day");
                from("platform-http:/api/v4/users/who_am_i.json")
                        .setHeader("Content-Type")
                        .constant("application/json")
                        .setBody()
                        .constant("{\"data\":{\"id\":7}}");
            }
        });
        context.start();
    }

    private SSLSocket connect(PlayedCertificate trusted) throws Exception {
        SSLSocket socket = (SSLSocket) TlsContext.of(TrustedCertificates.read(trusted.certificate()))
                .createSSLContext(context)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.getPort());
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate shownTo(SSLSocket socket) throws Exception {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** The first line; the rest of the answer to a HEAD is read up to its end. */
    private static String answerTo(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(GREETING.getBytes(StandardCharsets.US_ASCII));
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String first = answer.readLine();
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = answer.readLine();
        }
        return first;
    }

    private HttpResponse<String> get(HttpClient client) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.getPort() + "/greeting"))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
