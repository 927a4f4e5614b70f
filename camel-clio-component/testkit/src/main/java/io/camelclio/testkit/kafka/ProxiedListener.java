package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.net.TcpProxy;

/**
 * A broker's listener whose clients are told the address of a proxy, so that the proxy stands between them and the broker
 * on every connection they make.
 */
final class ProxiedListener {

    private final String name;
    private final TcpProxy proxy;
    private int port;

    ProxiedListener(int number, TcpProxy proxy) {
        this.name = "PROXIED" + number;
        this.proxy = proxy;
    }

    /** Makes ready for a start of the broker; the port stays the same from the first start on. */
    void open() {
        if (port == 0) {
            port = LoopbackPorts.free();
            proxy.forwardTo(port);
        }
    }

    String listener() {
        return name + "://" + LoopbackPorts.HOST + ":" + port;
    }

    String advertised() {
        return name + "://" + proxy.address();
    }

    String protocol() {
        return name + ":PLAINTEXT";
    }
}
