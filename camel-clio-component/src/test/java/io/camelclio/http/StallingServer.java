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

/** Answers one request with headers and half a body, and then says nothing more until it is closed. */
public final class StallingServer implements AutoCloseable {

    private static final String HALF_AN_ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n{\"access_token\":\"half-a-secret";

    private final ServerSocket listener;
    private final CountDownLatch clientGone = new CountDownLatch(1);

    public StallingServer() {
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "stalling-server");
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
            out.write(HALF_AN_ANSWER.getBytes(StandardCharsets.UTF_8));
            out.flush();
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
