package io.camelclio.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in PEM as it was read. Messages name it and never quote it: it may hold a key. */
final class PemFile {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private final Path path;
    private final byte[] pem;

    private PemFile(Path path, byte[] pem) {
        this.path = path;
        this.pem = pem;
    }

    static PemFile read(Path path) throws IOException {
        try {
            return new PemFile(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new IOException(path + " is not there or cannot be read");
        }
    }

    /** Whether this is what was read before; nothing is before the first reading. */
    boolean holdsTheSameAs(PemFile before) {
        return before != null && Arrays.equals(pem, before.pem);
    }

    /** The certificates in their order, at least one. */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates;
        try {
            certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
        } catch (CertificateException e) {
            throw unfit("holds something that is no certificate in PEM");
        }
        if (certificates.isEmpty()) {
            throw unfit("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The one private key, in PKCS #8 and not encrypted. */
    PrivateKey privateKey() throws IOException {
        Matcher key = KEY.matcher(new String(pem, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw unfit("holds no private key in PKCS #8 without a password (-----BEGIN PRIVATE KEY-----);"
                    + " 'openssl pkcs8 -topk8 -nocrypt' makes one of others");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(key.group(1));
        } catch (IllegalArgumentException e) {
            throw unfit("holds a private key that is cut off or spoilt");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // The next one may be its own.
            }
        }
        throw unfit("holds a private key that is none of " + String.join(", ", ALGORITHMS));
    }

    private IOException unfit(String why) {
        return new IOException(path + " " + why);
    }
}
