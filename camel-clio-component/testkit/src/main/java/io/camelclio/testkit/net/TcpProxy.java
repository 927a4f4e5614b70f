package io.camelclio.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of network between clients and one or several servers on this machine, which a test can take away, worsen and
 * give back. While it is stalled connections stay up and the next bytes are held back, as by a network that loses every
 * packet; when it is restored they arrive late, even those of a client that has closed its connection meanwhile.
 */
public final class TcpProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
    private static final int BUFFER = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Gate requests = new Gate();
    private final Gate answers = new Gate();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile int[] targets = {};
    private volatile Weather weather = Weather.FINE;
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
     * Where to pass on to from now on. Of several servers each connection goes to the next one in turn; one that does not
     * listen is passed over.
     *
     * @param ports of servers on the loopback address, which need not run yet
     */
    public TcpProxy forwardTo(int... ports) {
        targets = ports.clone();
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

    /**
     * Lets everything arrive later from now on.
     *
     * @param latency of each piece of at most 16 KiB; those of one connection and direction follow one another
     */
    public void slow(Duration latency) {
        weather = Weather.slow(latency);
    }

    /**
     * Loses packets from now on: what is lost arrives late, as TCP sends it again, and every tenth loss breaks its
     * connection.
     *
     * @param share of the pieces, from 0 to 1
     * @param random decides which, used by one thread at a time
     */
    public void lossy(double share, Random random) {
        weather = Weather.lossy(share, random);
    }

    /** Ends whatever has been done to it; bytes that were held back go on their way. */
    public void restore() {
        cut = false;
        weather = Weather.FINE;
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
        Optional<Socket> server = cut ? Optional.empty() : nextServer();
        if (server.isEmpty()) {
            release(client);
            return;
        }
        Socket upstream = server.get();
        open.add(upstream);
        if (cut) {
            release(client);
            release(upstream);
            return;
        }
        start("answers", upstream.getPort(), () -> pass(upstream, client, answers));
        pass(client, upstream, requests);
    }

    /** A connection to the server whose turn it is, or the first one after it that listens. */
    private Optional<Socket> nextServer() {
        int[] ports = targets;
        int first = turn.getAndIncrement();
        for (int i = 0; i < ports.length; i++) {
            Socket upstream = new Socket();
            try {
                int port = ports[Math.floorMod(first + i, ports.length)];
                upstream.connect(new InetSocketAddress(LoopbackPorts.HOST, port), CONNECT_MILLIS);
                return Optional.of(upstream);
            } catch (IOException e) {
                LOG.debug("A server behind the proxy {} does not listen", address(), e);
                close(upstream);
            }
        }
        return Optional.empty();
    }

    /** One direction of one connection, until either side ends it. */
    private void pass(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[BUFFER];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                gate.await(to);
                weather.bear();
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
