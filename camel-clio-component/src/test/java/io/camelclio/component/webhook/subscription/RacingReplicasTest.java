package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.clio.webhook.WebhookCalls.Kind;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that know nothing of each other look after one subscription, and every one of them leads. */
class RacingReplicasTest {

    private static final WantedSubscription WANTED = WantedSubscriptions.of(ACTIVITY);
    private static final WantedSubscription ELSEWHERE = new WantedSubscription(
            "http://127.0.0.1:9/elsewhere",
            Optional.of(WANTED.url()),
            WANTED.model(),
            WANTED.fields(),
            WANTED.events(),
            WANTED.life(),
            Handshake.immediate);

    private final HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T15:00:00Z"));
    private final PlannedTasks planned = new PlannedTasks(time);
    private final CyclicBarrier bothHaveListed = new CyclicBarrier(2);
    private final AtomicInteger lists = new AtomicInteger();
    private ClioSandbox clio;

    @AfterEach
    void stop() {
        clio.close();
    }

    @ParameterizedTest(name = "{0}, list behind by {1}")
    @CsvSource({"NEVER, PT0S", "NEVER, PT20S", "NEVER, PT50S", "WITHHELD, PT0S", "WITHHELD, PT20S", "WITHHELD, PT50S"})
    void thatMakeOneEachAtTheSameTimeKeepTheFirstAMinuteLater(HandshakeMode handshake, Duration lag) throws Exception {
        clio = clio(handshake);
        clio.webhookBehaviour().listLag(lag);
        try (ClioFront front = new ClioFront(clio, this::listAtTheSameTime);
                ClioAccount firstAccount = new ClioAccount(clio, front.address(), time.clock());
                ClioAccount secondAccount = new ClioAccount(clio, front.address(), time.clock())) {
            SubscriptionKeeper first = keeper(firstAccount);
            SubscriptionKeeper second = keeper(secondAccount);
            first.start();
            second.start();
            time.runNext();
            time.runNext();
            planned.await(2, () -> false);
            time.beforeMoving(() -> planned.await(2, () -> false));
            List<Long> made = clio.webhooks().ids();
            assertThat(made).as("what the race makes").hasSize(2);
            made.forEach(clio.webhooks()::enable);

            time.advance(SubscriptionKeeper.AFTER_MAKING.plusSeconds(10));

            assertThat(clio.webhooks().ids()).containsExactly(made.get(0));
            time.advance(Duration.ofDays(2));
            assertThat(clio.webhooks().ids()).containsExactly(made.get(0));
            assertThat(clio.webhookCalls().of(Kind.CREATE)).isEqualTo(2);
            assertThat(List.of(first.state(), second.state())).allSatisfy(state -> {
                assertThat(state.condition()).isEqualTo(Condition.LIVE);
                assertThat(state.id()).contains(made.get(0));
            });
        }
    }

    @Test
    void anOldDeploymentThatLedTheWebhookBackLosesItAMinuteAfterTheMove() throws Exception {
        clio = clio(HandshakeMode.NEVER);
        try (KeptSubscription old = new KeptSubscription(clio, time, WANTED, Leadership.alone());
                KeptSubscription next = new KeptSubscription(clio, time, ELSEWHERE, Leadership.alone())) {
            old.begin();
            Duration untilItsNextLook = SubscriptionKeeper.AFTER_MAKING.plusDays(1);
            time.advance(untilItsNextLook.minusSeconds(30));
            next.begin();
            assertThat(url()).isEqualTo(ELSEWHERE.url());

            time.advance(Duration.ofSeconds(40));
            assertThat(url()).as("as the old one has it").isEqualTo(WANTED.url());
            old.stop();
            time.advance(Duration.ofSeconds(20));

            assertThat(url()).isEqualTo(ELSEWHERE.url());
            assertThat(clio.webhooks().ids()).hasSize(1);
        }
    }

    private ClioSandbox clio(HandshakeMode handshake) {
        return ClioSandbox.builder()
                .time(time)
                .handshake(handshake)
                .accessTokenLife(Duration.ofDays(400))
                .unlimited()
                .start();
    }

    private SubscriptionKeeper keeper(ClioAccount account) {
        return new SubscriptionKeeper(
                WANTED, new Subscriptions(account.connection()), Leadership.alone(), planned.scheduler(), List.of());
    }

    /** Nobody hears the answer to a first list before both have asked. */
    private Response listAtTheSameTime(Request request, Supplier<Response> sandbox) {
        Response answer = sandbox.get();
        if (request.method().equals("GET")
                && request.path().equals("/api/v4/webhooks.json")
                && lists.getAndIncrement() < 2) {
            try {
                bothHaveListed.await(20, SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException | TimeoutException e) {
                return Response.empty(504);
            }
        }
        return answer;
    }

    private String url() {
        return clio.records("webhooks").all().get(0).json().get("url").asText();
    }
}
