package io.camelclio.component.webhook.delivery;

import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.webhook.subscription.ClioAccount;
import io.camelclio.component.webhook.subscription.IndependentHmac;
import io.camelclio.component.webhook.subscription.Subscriptions;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import io.camelclio.component.webhook.subscription.WantedSubscriptions;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.Test;

/** Whatever is done to a genuine delivery it is refused, and untouched it is taken, over many seeded deliveries. */
class DeliveryProofTest {

    private static final long SEED = 20260301;
    private static final int DELIVERIES = 2_000;
    private static final WantedSubscription ACTIVITIES = new WantedSubscription(
            "http://127.0.0.1:9/clio/sandbox/webhooks/activity",
            "activity",
            "id,etag",
            WebhookModel.ACTIVITY.events(),
            Duration.ofDays(30));

    private final Random random = new Random(SEED);
    private final HeldRoute route = HeldRoute.open();

    /** A body and the lines of its signature header. */
    private record Sent(byte[] body, List<String> signatures) {}

    @Test
    void takesEveryGenuineDeliveryAndNoneThatSomebodyTouched() throws Exception {
        TestClock clock = new TestClock("2026-03-01T15:00:00Z");
        try (ClioSandbox clio = ClioAccount.quiet(clock);
                ClioAccount account = new ClioAccount(clio, clock)) {
            Subscriptions subscriptions = new Subscriptions(account.connection());
            long webhook =
                    WantedSubscriptions.ensure(subscriptions, ACTIVITIES).join().id();
            String secret = ClioAccount.secretOf(account.webhooks().get(0));
            DeliveryHandler handler = handler(account, subscriptions, clock);
            for (int number = 0; number < DELIVERIES; number++) {
                String where = "seed " + SEED + ", delivery " + number;
                byte[] body = body(number, webhook);
                Sent genuine = new Sent(body, List.of(cased(IndependentHmac.hex(secret, body))));

                for (BiFunction<Sent, String, Sent> tampering : tamperings()) {
                    assertThat(status(handler, tampering.apply(genuine, secret)))
                            .as(where)
                            .isEqualTo(401);
                }
                assertThat(route.count()).as("forwarded before %s", where).isEqualTo(number);
                assertThat(status(handler, genuine)).as(where).isEqualTo(200);
                assertThat(route.count()).as("forwarded with %s", where).isEqualTo(number + 1);
            }
            assertThat(account.lists())
                    .as("calls to Clio, on a clock that stands still")
                    .isEqualTo(1);
        }
    }

    private List<BiFunction<Sent, String, Sent>> tamperings() {
        return List.of(
                (sent, secret) -> new Sent(flipped(sent.body()), sent.signatures()),
                (sent, secret) -> new Sent(
                        sent.body(), List.of(withOtherDigit(sent.signatures().get(0)))),
                (sent, secret) ->
                        new Sent(sent.body(), List.of(cutTo(sent.signatures().get(0)))),
                (sent, secret) -> new Sent(cut(sent.body()), sent.signatures()),
                (sent, secret) -> new Sent(reencoded(sent.body()), sent.signatures()),
                (sent, secret) -> new Sent(sent.body(), twice(sent.signatures().get(0))),
                (sent, secret) -> new Sent(sent.body(), List.of(IndependentHmac.hex(otherThan(secret), sent.body()))));
    }

    private byte[] body(int number, long webhook) {
        byte[] note = new byte[random.nextInt(200)];
        random.nextBytes(note);
        String text = new String(note, UTF_8).replaceAll("[\\p{Cntrl}\"\\\\]", "ü");
        return ACTIVITY.withWebhookId(webhook)
                .withData("{\"id\":" + (number + 1) + ",\"etag\":\"a\",\"note\":\"" + text + "\"}")
                .body();
    }

    private static final SampleDelivery ACTIVITY = SampleDeliveries.ACTIVITY_UPDATED;

    private byte[] flipped(byte[] body) {
        byte[] wrong = body.clone();
        int bit = random.nextInt(body.length * 8);
        wrong[bit / 8] ^= (byte) (1 << bit % 8);
        return wrong;
    }

    private byte[] cut(byte[] body) {
        return Arrays.copyOf(body, random.nextInt(body.length));
    }

    /** The same JSON in other bytes. */
    private byte[] reencoded(byte[] body) {
        String text = new String(body, UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> utf8(text + "\n");
            case 1 -> utf8("\uFEFF" + text);
            case 2 -> utf8(text.replace("\"note\":", "\"note\" :"));
            case 3 -> text.getBytes(UTF_16);
            default -> utf8(text.replace("\"etag\":\"a\"", "\"etag\":\"\\u0061\""));
        };
    }

    private String withOtherDigit(String hex) {
        int at = random.nextInt(hex.length());
        int digit = Character.digit(hex.charAt(at), 16);
        char other = Character.forDigit((digit + 1 + random.nextInt(15)) % 16, 16);
        return hex.substring(0, at) + other + hex.substring(at + 1);
    }

    private String cutTo(String hex) {
        return hex.substring(0, random.nextInt(hex.length()));
    }

    private static List<String> twice(String hex) {
        return List.of(hex, hex);
    }

    private String otherThan(String secret) {
        int at = random.nextInt(secret.length());
        return secret.substring(0, at) + (char) (secret.charAt(at) ^ 1) + secret.substring(at + 1);
    }

    private String cased(String hex) {
        StringBuilder cased = new StringBuilder();
        hex.chars()
                .forEach(digit -> cased.append(
                        random.nextBoolean()
                                ? (char) digit
                                : String.valueOf((char) digit).toUpperCase(Locale.ROOT)));
        return cased.toString();
    }

    private static int status(DeliveryHandler handler, Sent sent) {
        Request request = new Request(
                "POST", "", name -> name.equals("X-Hook-Signature") ? sent.signatures() : List.of(), sent.body());
        Answer answer = handler.handle(request)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return answer.status();
    }

    private DeliveryHandler handler(ClioAccount account, Subscriptions subscriptions, TestClock clock) {
        DefaultConsumer consumer = new DefaultConsumer(account.context().getEndpoint("direct:deliveries"), route);
        return new DeliveryHandler(
                ACTIVITIES,
                subscriptions,
                new DeliveryRoute(
                        consumer,
                        account.connection(),
                        "activity",
                        account.connection().confirmed("test"),
                        ConfirmedListener.NONE,
                        Runnable::run),
                4_096,
                10,
                Duration.ofSeconds(30),
                clock,
                DeliveryObserver.NONE);
    }
}
