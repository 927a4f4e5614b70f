package io.camelclio.app.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Camel's way to tell its clients whom to trust, by a file that may change while they run. */
public final class TlsContext extends SSLContextParameters {

    private final TrustedCertificates trusted;

    private TlsContext(TrustedCertificates trusted) {
        this.trusted = trusted;
    }

    /** Of a client that trusts these. */
    public static TlsContext of(TrustedCertificates trusted) {
        return new TlsContext(trusted);
    }

    @Override
    public SSLContext createSSLContext(CamelContext context) throws GeneralSecurityException {
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(null, new TrustManager[] {trusted}, null);
        return made;
    }
}
