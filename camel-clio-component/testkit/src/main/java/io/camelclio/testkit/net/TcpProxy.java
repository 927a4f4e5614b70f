package io.camelclio.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of network between a client and a server on this machine, which a test can take away and give back. While it is
 * stalled connections stay up and the next bytes are held back, as by a network that loses every packet; when it is
 * restored they arrive late, even those of a client that has closed its connection meanwhile.
 */
public final class TcpProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
    private static final int BUFFER = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Gate requests = new Gate();
    private final Gate answers = new Gate();
    private volatile int target;
    private volatile boolean cut;

    private TcpProxy(ServerSocket server) {
        this.server = server;
    }

    /**
     * A proxy that listens on a free port of the loopback address. Until {@link #forwardTo} it closes what connects.
     *
     * @throws IllegalStateException if it cannot listen
     */
    public static TcpProxy listening() {
        int port = LoopbackPorts.free();
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(port, 50, InetAddress.getByName(LoopbackPorts.HOST)));
            start("accept", port, proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The proxy cannot listen on port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    /**
     * Where to pass on to from now on.
     *
     * @param port of a server on the loopback address, which need not run yet
     */
    public TcpProxy forwardTo(int port) {
        target = port;
        return this;
    }

    /** Host and port for clients, such as {@code 127.0.0.1:21000}. */
    public String address() {
        return LoopbackPorts.HOST + ":" + server.getLocalPort();
    }

    /** Breaks all connections and refuses new ones, as when a firewall resets them. */
    public void cut() {
        cut = true;
        open.forEach(TcpProxy::close);
    }

    /** Whether there is a request that {@link #stallRequests} keeps from the server. */
    public boolean isHoldingRequests() {
        return requests.isAwaited();
    }

    /** Passes nothing on, in either direction, though connections stay up: as a cable that is pulled. */
    public void stall() {
        stallRequests();
        stallAnswers();
    }

    /** Passes nothing on from clients to the server; what the server says still arrives. */
    public void stallRequests() {
        requests.shut();
    }

    /** Passes nothing on from the server to clients: it hears and does what they ask, and they do not learn of it. */
    public void stallAnswers() {
        answers.shut();
    }

    /** Ends what {@link #cut()} and the stalls have begun; bytes that were held back go on their way. */
    public void restore() {
        cut = false;
        requests.open();
        answers.open();
    }

    @Override
    public void close() {
        close(server);
        cut();
        restore();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start("connect", client.getPort(), () -> connect(client));
            } catch (IOException e) {
                LOG.debug("The proxy {} takes no more connections", address(), e);
            }
        }
    }

    private void connect(Socket client) {
        int port = target;
        if (cut || port == 0) {
            release(client);
            return;
        }
        Socket upstream = new Socket();
        try {
            upstream.connect(new InetSocketAddress(LoopbackPorts.HOST, port), CONNECT_MILLIS);
        } catch (IOException e) {
            LOG.debug("Nothing listens behind the proxy {}", address(), e);
            release(client);
            return;
        }
        open.add(upstream);
        if (cut) {
            release(client);
            release(upstream);
            return;
        }
        start("answers", port, () -> pass(upstream, client, answers));
        pass(client, upstream, requests);
    }

    /** One direction of one connection, until either side ends it. */
    private void pass(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[BUFFER];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                gate.await(to);
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            LOG.debug("A connection through the proxy {} broke", address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(from);
            release(to);
        }
    }

    private void release(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("A socket did not close cleanly", e);
        }
    }

    private static void start(String what, int port, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + what + "-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets bytes through while it is open. */
    private static final class Gate {

        private static final long CHECK_MILLIS = 50;

        private final AtomicInteger waiting = new AtomicInteger();
        private volatile CountDownLatch opened = new CountDownLatch(0);

        synchronized void shut() {
            if (opened.getCount() == 0) {
                opened = new CountDownLatch(1);
            }
        }

        synchronized void open() {
            opened.countDown();
        }

        boolean isAwaited() {
            return opened.getCount() > 0 && waiting.get() > 0;
        }

        /** Returns when it is open, or the connection closed; then the write after it fails. */
        void await(Socket connection) throws InterruptedException {
            waiting.incrementAndGet();
            try {
                boolean open = false;
                while (!open && !connection.isClosed()) {
                    open = opened.await(CHECK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } finally {
                waiting.decrementAndGet();
            }
        }
    }
}
