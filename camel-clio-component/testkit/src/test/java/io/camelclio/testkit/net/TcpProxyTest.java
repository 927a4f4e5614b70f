package io.camelclio.testkit.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private final TcpProxy proxy = TcpProxy.listening();
    private ServerSocket server;
    private Socket client;
    private Socket served;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName(LoopbackPorts.HOST));
        server.setSoTimeout(5_000);
        proxy.forwardTo(server.getLocalPort());
        client = socket();
        served = server.accept();
        served.setSoTimeout(5_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
        server.close();
        proxy.close();
    }

    @Test
    void passesOnInBothDirections() throws IOException {
        say(client, "question");
        assertThat(hear(served, "question")).isEqualTo("question");

        say(served, "answer");
        assertThat(hear(client, "answer")).isEqualTo("answer");
    }

    @Test
    void endsTheOneSideWhenTheOtherEnds() throws IOException {
        client.close();

        assertThat(served.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void holdsBackWhileStalledAndDeliversLate() throws IOException {
        proxy.stall();
        say(client, "question");
        say(served, "answer");
        assertSilent(served);
        assertSilent(client);

        proxy.restore();

        assertThat(hear(served, "question")).isEqualTo("question");
        assertThat(hear(client, "answer")).isEqualTo("answer");
    }

    @Test
    void deliversLateWhatAClientSaidThatHasGone() throws IOException {
        proxy.stall();
        say(client, "last words");
        client.close();
        assertSilent(served);

        proxy.restore();

        assertThat(hear(served, "last words")).isEqualTo("last words");
        assertThat(served.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void stallsOneDirectionOnly() throws IOException {
        proxy.stallAnswers();
        say(client, "question");
        say(served, "answer");
        assertThat(hear(served, "question")).isEqualTo("question");
        assertSilent(client);

        proxy.restore();
        assertThat(hear(client, "answer")).isEqualTo("answer");
        proxy.stallRequests();
        say(client, "question");
        say(served, "answer");
        assertThat(hear(client, "answer")).isEqualTo("answer");
        assertSilent(served);
    }

    @Test
    void breaksConnectionsAndRefusesNewOnesWhileCut() throws IOException {
        proxy.cut();
        assertThat(served.getInputStream().read()).isEqualTo(-1);
        try (Socket refused = socket()) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }

        proxy.restore();

        try (Socket again = socket();
                Socket servedAgain = server.accept()) {
            say(again, "back");
            assertThat(hear(servedAgain, "back")).isEqualTo("back");
        }
    }

    @Test
    void sharesConnectionsOutAndPassesOverWhoDoesNotListen() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getByName(LoopbackPorts.HOST))) {
            other.setSoTimeout(5_000);
            proxy.forwardTo(server.getLocalPort(), LoopbackPorts.free(), other.getLocalPort());
            List<Socket> six = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                six.add(socket());
            }

            for (ServerSocket listening : List.of(server, server, other, other)) {
                six.add(listening.accept());
            }

            for (Socket socket : six) {
                socket.close();
            }
        }
    }

    @Test
    void letsPiecesArriveLateWhileSlow() throws IOException {
        Duration latency = Duration.ofMillis(300);
        proxy.slow(latency);
        long said = System.nanoTime();
        say(client, "question");

        assertThat(hear(served, "question")).isEqualTo("question");
        assertThat(Duration.ofNanos(System.nanoTime() - said)).isGreaterThanOrEqualTo(latency);
    }

    @Test
    void breaksAConnectionNowAndThenWhileLossyAndNoneAfterwards() throws IOException {
        proxy.lossy(1, new Random(1));
        int broken = 0;
        for (int i = 0; i < 30; i++) {
            try (Socket lossy = socket();
                    Socket servedLossy = server.accept()) {
                servedLossy.setSoTimeout(5_000);
                say(lossy, "q");
                broken += servedLossy.getInputStream().read() < 0 ? 1 : 0;
            }
        }
        assertThat(broken).isBetween(1, 15);

        proxy.restore();
        say(client, "question");
        assertThat(hear(served, "question")).isEqualTo("question");
    }

    private Socket socket() throws IOException {
        String[] address = proxy.address().split(":");
        Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String hear(Socket socket, String expected) throws IOException {
        return new String(socket.getInputStream().readNBytes(expected.length()), UTF_8);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(5_000);
    }
}
