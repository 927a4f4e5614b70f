package io.camelclio.app.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What a server shows of itself: a chain of certificates, its own first, and the key of that, from two files in PEM. Each
 * handshake takes one pair as it was read, and those that come after a {@link #reload} the new one; open connections stay.
 */
public final class ServerCertificate extends X509ExtendedKeyManager implements WatchedFile {

    private final Path certificateFile;
    private final Path keyFile;
    private volatile Pair current;
    /** For a handshake that has begun and not come to its key yet. */
    private volatile Pair before;

    private record Pair(
            String alias, PemFile certificatePem, PemFile keyPem, X509Certificate[] chain, PrivateKey key) {}

    private ServerCertificate(Path certificateFile, Path keyFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
    }

    /**
     * Reads both files.
     *
     * @throws IOException with a message that names the file and what is wrong with it
     */
    public static ServerCertificate read(Path certificateFile, Path keyFile) throws IOException {
        ServerCertificate certificate = new ServerCertificate(certificateFile, keyFile);
        certificate.reload();
        return certificate;
    }

    @Override
    public synchronized boolean reload() throws IOException {
        PemFile certificatePem = PemFile.read(certificateFile);
        PemFile keyPem = PemFile.read(keyFile);
        if (current != null
                && certificatePem.holdsTheSameAs(current.certificatePem())
                && keyPem.holdsTheSameAs(current.keyPem())) {
            return false;
        }
        Pair read = pair(certificatePem, keyPem);
        before = current;
        current = read;
        return true;
    }

    private Pair pair(PemFile certificatePem, PemFile keyPem) throws IOException {
        List<X509Certificate> chain = certificatePem.certificates();
        PrivateKey key = keyPem.privateKey();
        if (!belongTogether(chain.get(0), key)) {
            throw new IOException(
                    "The first certificate of " + certificateFile + " is not the one of the key in " + keyFile);
        }
        String alias = current == null ? "1" : String.valueOf(Long.parseLong(current.alias()) + 1);
        return new Pair(alias, certificatePem, keyPem, chain.toArray(X509Certificate[]::new), key);
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                };
        byte[] words = new byte[32];
        new SecureRandom().nextBytes(words);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(words);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(words);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        Pair shown = current;
        String own = shown.key().getAlgorithm();
        return keyType.equals(own) || keyType.equals("EdDSA") && own.equals("Ed25519") ? shown.alias() : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Pair chosen = chosen(alias);
        return chosen == null ? null : chosen.chain().clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Pair chosen = chosen(alias);
        return chosen == null ? null : chosen.key();
    }

    private Pair chosen(String alias) {
        return Stream.of(current, before == null ? current : before)
                .filter(pair -> pair.alias().equals(alias))
                .findFirst()
                .orElse(null);
    }

    /** This side is never a client. */
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + certificateFile + "]";
    }
}
