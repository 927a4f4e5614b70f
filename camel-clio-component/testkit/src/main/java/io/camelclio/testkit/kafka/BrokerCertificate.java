package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for the loopback address, made by the JDK's own keytool in a temporary folder. */
final class BrokerCertificate {

    private static final String ALIAS = "broker";
    private static final int KEYTOOL_SECONDS = 60;

    private final String password = randomPassword();
    private Path folder;

    private static String randomPassword() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Makes key store and trust store; does nothing if they are there. */
    void create() {
        if (folder != null) {
            return;
        }
        try {
            folder = Files.createTempDirectory("camel-clio-kafka-tls-");
            runKeytool();
            Files.writeString(trustStore(), pem());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The certificate of the embedded Kafka broker cannot be made: " + e.getMessage(), e);
        }
    }

    Path keyStore() {
        return folder.resolve("broker.p12");
    }

    /** The certificate in PEM form, for clients to trust. */
    Path trustStore() {
        return folder.resolve("trusted.pem");
    }

    String password() {
        return password;
    }

    void delete() {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(keyStore());
            Files.deleteIfExists(trustStore());
            Files.deleteIfExists(folder);
            folder = null;
        } catch (IOException e) {
            throw new IllegalStateException("The certificate in " + folder + " cannot be deleted", e);
        }
    }

    private void runKeytool() throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=embedded Kafka broker",
                "-ext",
                "SAN=ip:" + LoopbackPorts.HOST,
                "-validity",
                "7",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore().toString(),
                "-storepass:env",
                "KEYSTORE_PASSWORD");
        keytool.environment().put("KEYSTORE_PASSWORD", password);
        keytool.redirectErrorStream(true);
        keytool.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = keytool.start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool did not end within %d s".formatted(KEYTOOL_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("keytool ended with status " + process.exitValue());
        }
    }

    private String pem() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(keyStore())) {
            store.load(content, password.toCharArray());
        }
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getCertificate(ALIAS).getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
    }
}
