package io.camelclio.app.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom calls to others trust: whom Java trusts, and the certificates of a file in PEM besides, such as a proxy's authority.
 * Handshakes after a {@link #reload} go by the new file; names are checked as ever.
 */
public final class TrustedCertificates extends X509ExtendedTrustManager implements WatchedFile {

    private final Path file;
    private final List<X509Certificate> javas;
    private PemFile pem;
    private volatile X509ExtendedTrustManager current;

    private TrustedCertificates(Path file) throws IOException {
        this.file = file;
        this.javas = List.of(manager(null).getAcceptedIssuers());
    }

    /**
     * Reads the file.
     *
     * @throws IOException with a message that names the file and what is wrong with it
     */
    public static TrustedCertificates read(Path file) throws IOException {
        TrustedCertificates trusted = new TrustedCertificates(file);
        trusted.reload();
        return trusted;
    }

    @Override
    public synchronized boolean reload() throws IOException {
        PemFile now = PemFile.read(file);
        if (now.holdsTheSameAs(pem)) {
            return false;
        }
        List<X509Certificate> all = new ArrayList<>(javas);
        all.addAll(now.certificates());
        current = manager(all);
        pem = now;
        return true;
    }

    /** @param trusted null for whom Java trusts */
    private static X509ExtendedTrustManager manager(List<X509Certificate> trusted) throws IOException {
        try {
            KeyStore store = null;
            if (trusted != null) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (int number = 0; number < trusted.size(); number++) {
                    store.setCertificateEntry(String.valueOf(number), trusted.get(number));
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IOException("Java has no trust manager for X.509");
        } catch (GeneralSecurityException e) {
            throw new IOException("Java cannot keep certificates: " + e.getMessage());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        current.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        current.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        current.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        current.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return current.getAcceptedIssuers();
    }

    @Override
    public String toString() {
        return "TrustedCertificates[" + file + "]";
    }
}
