package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.net.TcpProxy;
import java.util.function.IntConsumer;

/**
 * A broker's listener whose clients are told the address of a proxy, so that the proxy stands between them and the broker
 * on every connection they make.
 */
final class ProxiedListener {

    private final String name;
    private final String advertised;
    private final IntConsumer tellProxy;
    private int port;

    ProxiedListener(int number, TcpProxy proxy) {
        this(number, 0, proxy.address(), proxy::forwardTo);
    }

    /** @param port where to listen, which the proxy has been told */
    ProxiedListener(int number, int port, String advertised) {
        this(number, port, advertised, told -> {});
    }

    private ProxiedListener(int number, int port, String advertised, IntConsumer tellProxy) {
        this.name = "PROXIED" + number;
        this.port = port;
        this.advertised = advertised;
        this.tellProxy = tellProxy;
    }

    /** Makes ready for a start of the broker; the port stays the same from the first start on. */
    void open() {
        if (port == 0) {
            port = LoopbackPorts.free();
            tellProxy.accept(port);
        }
    }

    String listener() {
        return name + "://" + LoopbackPorts.HOST + ":" + port;
    }

    String advertised() {
        return name + "://" + advertised;
    }

    String protocol() {
        return name + ":PLAINTEXT";
    }
}
