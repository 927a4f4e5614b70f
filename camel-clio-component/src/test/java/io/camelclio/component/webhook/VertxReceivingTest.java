package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.webhook.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
            connection.write("7d1\r\n" + "x".repeat(0x7d1) + "\r\n7d1\r\nand so on");

            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void cutsOffASenderThatIsTooSlow() throws Exception {
        application.component().bodyTimeout(Duration.ofMillis(200));
        receiveActivities();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            connection.startPost("Content-Length: 100", "X-Hook-Signature: " + "0".repeat(64));
            connection.write("{\"data\":");

            assertThat(connection.readToTheEnd()).startsWith("HTTP/1.1 408 ");
        }
        assertThat(route.count()).isZero();
    }
}
