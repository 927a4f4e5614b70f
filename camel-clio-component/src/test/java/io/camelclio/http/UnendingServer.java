package io.camelclio.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one request and never comes to an end: it stops in the middle of the body, or goes on for ever. */
public final class UnendingServer implements AutoCloseable {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String HALF_A_BODY = "Content-Length: 1000\r\n\r\n{\"access_token\":\"half-a-secret";
    private static final byte[] SOME_MORE = new byte[8192];

    private final boolean isFlooding;
    private final ServerSocket listener;
    private final CountDownLatch clientGone = new CountDownLatch(1);

    /** Says half a body and nothing more. */
    public static UnendingServer stalling() {
        return new UnendingServer(false);
    }

    /** Says more and more. */
    public static UnendingServer flooding() {
        return new UnendingServer(true);
    }

    private UnendingServer(boolean isFlooding) {
        this.isFlooding = isFlooding;
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "unending-server");
        thread.setDaemon(true);
        thread.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Whether the client gives its connection up within the time. */
    public boolean isGivenUpWithin(long seconds) throws InterruptedException {
        return clientGone.await(seconds, TimeUnit.SECONDS);
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            OutputStream out = client.getOutputStream();
            out.write((HEAD + (isFlooding ? "\r\n" : HALF_A_BODY)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (isFlooding) {
                out.write(SOME_MORE);
            }
            while (in.read() >= 0) {
                // A request's body; the end comes when the client closes.
            }
            clientGone.countDown();
        } catch (IOException e) {
            clientGone.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
