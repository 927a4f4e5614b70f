package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static io.camelclio.component.webhook.subscription.WebhookModel.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionKeeperTest {

    private final TestClock clock = new TestClock("2026-03-01T15:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private ClioSandbox clio;
    private ClioAccount account;
    private Subscriptions subscriptions;

    @BeforeEach
    void start() throws Exception {
        clio = ClioAccount.quiet(clock);
        account = new ClioAccount(clio, clock);
        subscriptions = new Subscriptions(account.connection());
    }

    @AfterEach
    void stop() {
        account.close();
        clio.close();
    }

    @Test
    void looksAfterTheSubscriptionInTheBackgroundAtOnceAndThenDaily() {
        keeper(WantedSubscriptions.of(ACTIVITY)).start();
        assertThat(account.creations()).as("nothing in the caller's thread").isZero();
        assertThat(scheduler.delays()).containsExactly(Duration.ZERO);

        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);
        assertThat(account.webhooks()).hasSize(1);

        runNextAndAwait(Duration.ofDays(1));
        runNextAndAwait(Duration.ofDays(1));
        assertThat(account.creations()).isEqualTo(1);
    }

    @Test
    void renewsInTheDailyCheckThatFindsAThirdOfTheLifeLeft() {
        startAndMake(WantedSubscriptions.of(ACTIVITY), Duration.ofDays(1));
        for (int day = 1; day <= 20; day++) {
            assertThat(account.changes()).as("on day %d", day).isZero();
            runNextAndAwait(Duration.ofDays(1));
        }

        assertThat(account.changes()).as("on day 20").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT10M", "PT24H, PT4H", "P3D, PT12H", "P6D, P1D", "P31D, P1D"})
    void looksAfterAShortLifeOftenEnoughToRenewIt(Duration life, Duration interval) {
        startAndMake(WantedSubscriptions.withLife(ACTIVITY, life), interval);

        Duration age = Duration.ZERO;
        while (age.compareTo(life.multipliedBy(3)) < 0) {
            clock.advance(interval);
            age = age.plus(interval);
            assertThat(expiry()).as("at the age of " + age).isAfter(clock.instant());
            runNextAndAwait(interval);
        }
        assertThat(account.creations()).isEqualTo(1);
    }

    @Test
    void triesAgainWithGrowingPausesUntilClioAnswersAndThenStartsOverWithShortOnes() {
        clio.faults().answerNext(11, 500, path -> path.startsWith("/api/"));
        keeper(WantedSubscriptions.of(ACTIVITY)).start();

        long[] seconds = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
        LongStream.of(seconds).forEach(pause -> runNextAndAwait(Duration.ofSeconds(pause)));
        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);
        assertThat(account.webhooks()).hasSize(1);

        clio.faults().answerNext(1, 500);
        runNextAndAwait(Duration.ofSeconds(1));
    }

    @Test
    void survivesConnectionsThatBreak() {
        clio.faults().dropNext(6, path -> path.endsWith("/webhooks.json"));
        keeper(WantedSubscriptions.of(ACTIVITY)).start();

        Duration pause = Duration.ofSeconds(1);
        while (clio.faults().outstanding() > 0) {
            runNextAndAwait(pause);
            pause = pause.multipliedBy(2);
        }
        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);
        assertThat(account.webhooks()).hasSize(1);
    }

    @Test
    void waitsAsClioAsksWhenItIsCalledTooOften() {
        clio.faults()
                .answerNext(
                        1, Response.empty(429).withHeader("Retry-After", "1"), path -> path.endsWith("/webhooks.json"));
        keeper(WantedSubscriptions.of(ACTIVITY)).start();

        runNextAndAwait(Duration.ofSeconds(1));
        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);
        assertThat(account.webhooks()).hasSize(1);
    }

    @Test
    void keepsTheOthersWhereClioForbidsOneModel() throws Exception {
        try (ClioFront front = new ClioFront(clio, SubscriptionKeeperTest::forbiddingContacts);
                ClioAccount fronted = new ClioAccount(clio, front.address(), clock)) {
            subscriptions = new Subscriptions(fronted.connection());
            Map<String, HandDrivenScheduler> schedulers = new HashMap<>();
            for (WantedSubscription wanted : WantedSubscriptions.all()) {
                HandDrivenScheduler own = new HandDrivenScheduler(clock);
                schedulers.put(wanted.model(), own);
                keeper(wanted, own).start();
            }
            schedulers.values().forEach(HandDrivenScheduler::runNext);

            schedulers.forEach((model, own) -> await().untilAsserted(() -> assertThat(own.delays())
                    .as(model)
                    .containsExactly(model.equals("contact") ? Duration.ofDays(1) : SubscriptionKeeper.AFTER_MAKING)));
            for (WantedSubscription wanted : WantedSubscriptions.all()) {
                assertThat(subscriptions.secrets().counting(wanted))
                        .as(wanted.model())
                        .hasSize(wanted.model().equals(CONTACT.word()) ? 0 : 1);
            }
        }
    }

    @Test
    void unsubscribesNothingWhenItStopsAndDoesNothingAfterwards() {
        SubscriptionKeeper keeper = keeper(WantedSubscriptions.of(ACTIVITY));
        keeper.start();
        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);

        keeper.stop();

        assertThat(scheduler.delays()).isEmpty();
        assertThat(account.webhooks()).hasSize(1);
        assertThat(clio.requests().count(entry -> entry.method().equals("DELETE")))
                .isZero();
    }

    @Test
    void plansNothingMoreWhenItIsStoppedDuringACheck() {
        SubscriptionKeeper keeper = keeper(WantedSubscriptions.of(ACTIVITY));
        clio.faults().latency(Duration.ofMillis(300));
        keeper.start();
        scheduler.runNext();
        keeper.stop();

        WantedSubscriptions.ensure(subscriptions, WantedSubscriptions.of(ACTIVITY))
                .join();
        await().during(Duration.ofMillis(100)).until(() -> scheduler.delays().isEmpty());
    }

    @Test
    void endsQuietlyWhenTheSchedulerIsShutDown() {
        SubscriptionKeeper keeper = keeper(WantedSubscriptions.of(ACTIVITY));
        scheduler.shutdownNow();

        keeper.start();

        assertThat(scheduler.delays()).isEmpty();
    }

    private SubscriptionKeeper keeper(WantedSubscription wanted) {
        return keeper(wanted, scheduler);
    }

    private SubscriptionKeeper keeper(WantedSubscription wanted, HandDrivenScheduler own) {
        return new SubscriptionKeeper(wanted, subscriptions, Leadership.alone(), own, List.of());
    }

    /** From the start to the look that finds no twin of the webhook that was made. */
    private void startAndMake(WantedSubscription wanted, Duration interval) {
        keeper(wanted).start();
        runNextAndAwait(SubscriptionKeeper.AFTER_MAKING);
        runNextAndAwait(interval);
    }

    /** Runs the one check that is planned, and waits until the next one is planned as expected. */
    private void runNextAndAwait(Duration next) {
        scheduler.runNext();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(scheduler.delays()).containsExactly(next));
    }

    private Instant expiry() {
        String text = account.webhooks().get(0).json().get("expires_at").asText();
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Response forbiddingContacts(Request request, Supplier<Response> sandbox) {
        boolean contact = request.method().equals("POST") && request.text().contains("\"model\":\"contact\"");
        return contact
                ? Response.json(403, "{\"error\":{\"type\":\"ForbiddenError\",\"message\":\"no\"}}")
                : sandbox.get();
    }
}
