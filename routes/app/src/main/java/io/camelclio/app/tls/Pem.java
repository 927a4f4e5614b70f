package io.camelclio.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What files in PEM hold. Messages never quote them: one of them is a key. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    /** The certificates in their order, at least one. */
    static List<X509Certificate> certificates(byte[] pem) throws IOException {
        List<X509Certificate> certificates;
        try {
            certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
        } catch (CertificateException e) {
            throw new IOException("holds something that is no certificate in PEM");
        }
        if (certificates.isEmpty()) {
            throw new IOException("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The one private key, in PKCS #8 and not encrypted. */
    static PrivateKey privateKey(byte[] pem) throws IOException {
        Matcher key = KEY.matcher(new String(pem, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException("holds no private key in PKCS #8 without a password (-----BEGIN PRIVATE KEY-----);"
                    + " 'openssl pkcs8 -topk8 -nocrypt' makes one of others");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(key.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException("holds a private key that is cut off or spoilt");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // The next one may be its own.
            }
        }
        throw new IOException("holds a private key that is none of " + String.join(", ", ALGORITHMS));
    }
}
