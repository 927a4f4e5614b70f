package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.webhook.Delivery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The way over the Vert.x router, and what only it can do. */
class VertxReceivingTest extends ReceivingContract {

    /** As many as the sandbox delivers at a time: more than the component's threads and Vert.x's workers. */
    private static final int MANY = 64;

    @Override
    WebhookAdapter adapter() {
        return WebhookAdapter.vertx;
    }

    @Test
    void holdsNoThreadWhileTheRouteWorks() throws Exception {
        receiveActivities("&timeout=15000");
        for (int activity = 0; activity < MANY; activity++) {
            clio.records("activities").create(Map.of("type", "TimeEntry"));
        }

        await().until(() -> route.count() == MANY);
        assertThat(clio.ledger().acknowledged()).isZero();
        route.openUp();

        await().until(() -> clio.ledger().acknowledged() == MANY);
        assertThat(clio.ledger().deliveries()).extracting(Delivery::answers).containsOnly(List.of(200));
    }

    @Test
    void refusesALongBodyBeforeItIsRead() throws Exception {
        receiveActivities();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            connection.startPost("Content-Length: 100000000");

            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void refusesABodyWithoutEndOnceItIsTooLong() throws Exception {
        receiveActivities();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            connection.startPost("Transfer-Encoding: chunked");
            connection.write("fa1\r\n" + "x".repeat(0xfa1) + "\r\nfa1\r\nand so on");

            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void cutsOffASenderThatIsTooSlow() throws Exception {
        application.component().setBodyTimeout(200);
        receiveActivities();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            connection.startPost("Content-Length: 100", "X-Hook-Signature: " + "0".repeat(64));
            connection.write("{\"data\":");

            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 408 ");
        }
        assertThat(route.count()).isZero();
    }

    @Test
    void putsOffABodyThatFindsNoRoomAndReadsNoMoreOfIt() throws Exception {
        application.component().setMaxBodyMemory(1_000);
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        try (RawConnection slow = new RawConnection(application.url("activity"));
                RawConnection another = new RawConnection(application.url("activity"))) {
            slow.startPost("Content-Length: 2000", "X-Hook-Signature: " + "0".repeat(64));
            slow.write("x".repeat(900));
            await().until(() -> {
                try (RawConnection full = new RawConnection(application.url("activity"))) {
                    full.post(body, "X-Hook-Signature: " + clio.intruder().sign("activity", body));
                    return full.readAnswer().status() == 503;
                }
            });
            another.startPost("Content-Length: 2000", "X-Hook-Signature: " + "0".repeat(64));
            another.write("x".repeat(500));
            assertThat(another.readToTheEnd()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 30");
        }

        await("room that is given back when a sender goes away")
                .until(() -> statusOf(caller.post(
                                body, "X-Hook-Signature", clio.intruder().sign("activity", body)))
                        == 200);
    }

    @Test
    void givesBackTheRoomOfEveryAnsweredRequest() throws Exception {
        application.component().setMaxBodyMemory(MAX_BODY);
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        String signature = clio.intruder().sign("activity", body);
        int rounds = 1 + 2 * MAX_BODY / body.length;
        for (int round = 0; round < rounds; round++) {
            assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature)))
                    .isEqualTo(200);
            assertThat(statusOf(caller.post(body, "X-Hook-Signature", "0".repeat(64))))
                    .isEqualTo(401);
            assertThat(statusOf(caller.post(body))).isEqualTo(401);
        }
        for (int round = 0; round < 3; round++) {
            assertThat(statusOf(caller.postInChunks(new byte[MAX_BODY + 1]))).isEqualTo(413);
        }
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(200);
    }

    /** With a blocked event loop nobody would be answered; with blocked threads of ours only deliveries are put off. */
    @Test
    void answersHandshakesAndStrangersWhileRoutesHoldEveryThread() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        application.route("activity?" + options() + "&timeout=15000", exchange -> held.await(30, TimeUnit.SECONDS));
        application.start();
        awaitEnabled("activity");
        try {
            for (int activity = 0; activity < MANY; activity++) {
                clio.records("activities").create(Map.of("type", "TimeEntry"));
            }
            await().until(() -> clio.ledger().deliveries().size() == MANY);
            for (int handshake = 0; handshake < 50; handshake++) {
                assertEchoes("handshake-" + handshake);
            }
            assertThat(statusOf(caller.call("GET"))).isEqualTo(405);
            assertThat(statusOf(caller.post(genuineBody()))).isEqualTo(401);
            assertThat(clio.ledger().acknowledged()).as("deliveries that ended").isZero();
        } finally {
            held.countDown();
        }
    }
}
