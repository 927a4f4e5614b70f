package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.EXPIRED;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.EXPIRING;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.LIVE;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.NOT_PERMITTED;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.PENDING;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.STOPPED;
import static io.camelclio.component.webhook.subscription.SubscriptionState.Condition.UNREACHABLE;
import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.component.webhook.subscription.Interruption.Cause;
import io.camelclio.log.CapturedLog;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.ExpiredWebhook;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.clio.webhook.WebhookCalls;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A subscription's life over months, on a clock in the test's hands, whatever befalls it. */
class SubscriptionLifeTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Predicate<String> API = path -> path.startsWith("/api/");
    private static final Predicate<String> ONE_WEBHOOK = path -> path.matches("/api/v4/webhooks/\\d+\\.json");
    private static final WantedSubscription WANTED = WantedSubscriptions.of(ACTIVITY);

    private final HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T15:00:00Z"));
    private final ClioSandbox clio = ClioSandbox.builder()
            .time(time)
            .handshake(HandshakeMode.NEVER)
            .accessTokenLife(Duration.ofDays(400))
            .unlimited()
            .start();
    private KeptSubscription kept;

    @AfterEach
    void stop() {
        if (kept != null) {
            kept.close();
        }
        clio.close();
    }

    @Test
    void livesForNinetyDaysWithFourRenewalsAndAListADay() throws Exception {
        kept = kept(WANTED).started();
        long id = theOnlyId();
        Instant start = time.clock().instant();

        for (int day = 1; day <= 90; day++) {
            time.advance(DAY);
            assertThat(kept.state().condition()).as("on day %d", day).isEqualTo(LIVE);
            assertThat(kept.state().expiresAt().orElseThrow())
                    .as("on day %d", day)
                    .isAfter(time.clock().instant().plus(Duration.ofDays(9)));
        }

        WebhookCalls calls = clio.webhookCalls().between(start, time.clock().instant());
        assertThat(theOnlyId()).isEqualTo(id);
        assertThat(calls.of(WebhookCalls.Kind.LIST)).isEqualTo(90);
        assertThat(calls.of(WebhookCalls.Kind.CHANGE)).isEqualTo(4);
        assertThat(calls.total()).as("API calls in 90 days").isEqualTo(94);
        assertThat(kept.causes()).isEmpty();
        assertThat(kept.seenLive()).hasSize(90);
    }

    @Test
    void tenModelsShareTheListOfADay() throws Exception {
        try (ClioAccount account = new ClioAccount(clio, time.clock())) {
            Subscriptions shared = new Subscriptions(account.connection());
            PlannedTasks planned = new PlannedTasks(time);
            List<SubscriptionKeeper> keepers = WantedSubscriptions.all().stream()
                    .map(wanted ->
                            new SubscriptionKeeper(wanted, shared, Leadership.alone(), planned.scheduler(), List.of()))
                    .toList();
            time.beforeMoving(() -> planned.await(keepers.size(), () -> false));
            keepers.forEach(SubscriptionKeeper::start);
            time.advance(Duration.ofMinutes(5));
            Instant start = time.clock().instant();

            time.advance(Duration.ofDays(90));

            WebhookCalls calls = clio.webhookCalls().between(start, time.clock().instant());
            assertThat(calls.of(WebhookCalls.Kind.LIST)).isEqualTo(90);
            assertThat(calls.of(WebhookCalls.Kind.CHANGE)).isEqualTo(40);
            assertThat(calls.total())
                    .as("API calls of ten subscriptions in 90 days")
                    .isEqualTo(130);
            assertThat(keepers)
                    .allSatisfy(keeper -> assertThat(keeper.state().condition()).isEqualTo(LIVE));
            keepers.forEach(SubscriptionKeeper::stop);
        }
    }

    @Test
    void isNotLookedAfterWhenItIsStoppedBeforeItsStart() throws Exception {
        kept = kept(WANTED);
        kept.stop();

        kept.begin();

        assertThat(clio.webhooks().ids()).isEmpty();
        assertThat(kept.state().condition()).isEqualTo(STOPPED);
    }

    @ParameterizedTest
    @EnumSource(ExpiredWebhook.class)
    void isMadeAnewWhenClioWasAwayUntilItExpiredHoweverThatLooks(ExpiredWebhook form) throws Exception {
        clio.webhookBehaviour().expired(form);
        kept = kept(WANTED).started();
        Instant lastSeen = lastSeenLiveAfter(Duration.ofDays(18));
        clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, API);
        time.advance(Duration.ofDays(13));
        assertThat(kept.conditions()).containsExactly(LIVE, EXPIRING, EXPIRED);
        clio.faults().clear();

        time.advance(Duration.ofHours(1));

        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.state().reason()).doesNotContain("expired");
        assertThat(kept.causes()).contains(Cause.EXPIRED);
        assertThat(kept.interruptions())
                .allSatisfy(gap -> assertThat(gap.lastSeenLive()).contains(lastSeen));
        assertThat(clio.webhooks().status(theOnlyId())).isEqualTo("enabled");
    }

    static Stream<Arguments> deaths() {
        return Stream.of(
                Arguments.of(Cause.SUSPENDED, (Consumer<ClioSandbox>)
                        clio -> clio.webhooks().suspend(id(clio))),
                Arguments.of(Cause.EXPIRED, (Consumer<ClioSandbox>)
                        clio -> clio.webhooks().expire(id(clio))),
                Arguments.of(Cause.DELETED, (Consumer<ClioSandbox>)
                        clio -> clio.webhooks().delete(id(clio))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deaths")
    void isMadeAnewAndTellsWhy(Cause cause, Consumer<ClioSandbox> death) throws Exception {
        kept = kept(WANTED).started();
        long before = theOnlyId();
        death.accept(clio);

        try (CapturedLog log = new CapturedLog()) {
            time.advance(DAY);

            assertThat(log.text()).contains("made because " + cause.words());
        }
        assertThat(theOnlyId()).isNotEqualTo(before);
        assertThat(kept.causes()).containsExactly(cause);
        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.seenLive()).isNotEmpty();
    }

    @Test
    void endsTheDuplicateThatSomebodyMadeWithoutAGap() throws Exception {
        kept = kept(WANTED).started();
        long first = theOnlyId();
        clio.webhooks().duplicate(first);

        time.advance(DAY);

        assertThat(theOnlyId()).isEqualTo(first);
        assertThat(kept.causes()).isEmpty();
    }

    @Test
    void keepsTheDuplicateWhereTheFirstOneIsDead() throws Exception {
        kept = kept(WANTED).started();
        long first = theOnlyId();
        long second = clio.webhooks().duplicate(first);
        clio.webhooks().suspend(first);

        time.advance(DAY);

        assertThat(theOnlyId()).isEqualTo(second);
        assertThat(clio.webhookCalls().of(WebhookCalls.Kind.CREATE)).isEqualTo(1);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(Cause.URL_CHANGED, Map.of("url", "http://127.0.0.1:9/elsewhere")),
                Arguments.of(Cause.FIELDS_CHANGED, Map.of("fields", "id")),
                Arguments.of(Cause.EVENTS_CHANGED, Map.of("events", List.of("created"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void leadsBackWhatSomebodyChangedAndTellsWhat(Cause cause, Map<String, Object> change) throws Exception {
        kept = kept(WANTED).started();
        long id = theOnlyId();
        clio.webhooks().change(id, change);

        time.advance(DAY);

        assertThat(theOnlyId()).isEqualTo(id);
        Subscription now = Subscription.of(clio.records("webhooks").all().get(0).json());
        assertThat(WANTED.differencesOf(now)).isEmpty();
        assertThat(kept.causes()).containsExactly(cause);
        assertThat(kept.state().condition()).isEqualTo(LIVE);
    }

    @Test
    void takesTheSameFieldsInAnotherOrderForTheSame() throws Exception {
        kept = kept(WANTED).started();
        clio.webhooks().change(theOnlyId(), Map.of("fields", "updated_at, id"));

        time.advance(DAY);

        assertThat(clio.webhookCalls().of(WebhookCalls.Kind.CHANGE)).isZero();
    }

    @Test
    void shortensALifeThatIsLongerThanWanted() throws Exception {
        WantedSubscription shortLived = WantedSubscriptions.withLife(ACTIVITY, Duration.ofDays(3));
        kept = kept(shortLived).started();
        Instant tooLong = time.clock().instant().plus(Duration.ofDays(30));
        clio.webhooks().change(theOnlyId(), Map.of("expires_at", tooLong.toString()));

        time.advance(DAY);

        assertThat(kept.state().expiresAt().orElseThrow())
                .isBefore(time.clock().instant().plus(Duration.ofDays(4)));
        assertThat(kept.causes()).isEmpty();
    }

    @Test
    void leadsTheWebhookOfThePreviousAddressToThePresentOne() throws Exception {
        kept = kept(WANTED).started();
        long id = theOnlyId();
        kept.stop();
        String moved = "http://127.0.0.1:9/moved/activity";
        KeptSubscription afterwards = kept(new WantedSubscription(
                moved,
                Optional.of(WANTED.url()),
                "activity",
                WANTED.fields(),
                WANTED.events(),
                WANTED.life(),
                Handshake.immediate));

        afterwards.begin();

        assertThat(theOnlyId()).isEqualTo(id);
        assertThat(clio.records("webhooks").all().get(0).json().get("url").asText())
                .isEqualTo(moved);
        assertThat(afterwards.causes()).containsExactly(Cause.URL_CHANGED);
        afterwards.close();
    }

    @Test
    void leavesAWebhookOfAnotherAddressAlone() throws Exception {
        kept = kept(WANTED).started();
        kept.stop();
        KeptSubscription afterwards = kept(new WantedSubscription(
                "http://127.0.0.1:9/moved/activity", "activity", WANTED.fields(), WANTED.events(), WANTED.life()));

        afterwards.begin();

        assertThat(clio.webhooks().ids()).hasSize(2);
        afterwards.close();
    }

    @Test
    void saysThatItExpiresWhileRenewalFailsForDaysAndRecovers() throws Exception {
        kept = kept(WANTED).started();
        time.advance(Duration.ofDays(18));
        clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, ONE_WEBHOOK);

        time.advance(Duration.ofDays(6));

        assertThat(kept.conditions()).containsExactly(LIVE, EXPIRING);
        assertThat(kept.state().reason()).contains("has to be renewed", "503");
        assertThat(kept.causes()).as("Clio still delivers").isEmpty();

        clio.faults().clear();
        time.advance(Duration.ofHours(1));
        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.state().failure()).isEmpty();
        assertThat(kept.causes()).isEmpty();
    }

    @Test
    void startsWhileClioIsDownAndSaysSoUntilClioAnswers() throws Exception {
        clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, API);
        kept = kept(WANTED);
        kept.begin();
        assertThat(kept.state().condition()).isEqualTo(UNREACHABLE);
        assertThat(kept.state().reason()).contains("503");
        time.advance(Duration.ofHours(3));

        clio.faults().clear();
        time.advance(Duration.ofMinutes(5));

        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.causes()).containsExactly(Cause.ABSENT);
        assertThat(kept.conditions()).containsExactly(UNREACHABLE, LIVE);
    }

    @Test
    void asksOnceADayForWhatClioForbids() throws Exception {
        clio.webhookBehaviour().refuse("activity");
        kept = kept(WANTED);
        kept.begin();
        assertThat(kept.state().condition()).isEqualTo(NOT_PERMITTED);
        time.advance(Duration.ofDays(5));
        assertThat(clio.webhookCalls().of(WebhookCalls.Kind.CREATE)).isEqualTo(6);

        clio.webhookBehaviour().admit("activity");
        time.advance(DAY);

        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.causes()).contains(Cause.NOT_PERMITTED);
    }

    @Test
    void waitsForItsHandshakeAndIsMadeAnewWhenNoneCame() throws Exception {
        clio.webhookBehaviour().handshake(HandshakeMode.WITHHELD);
        kept = kept(WANTED);
        kept.begin();
        long first = theOnlyId();
        time.advance(Duration.ofSeconds(20));
        assertThat(kept.conditions()).containsExactly(PENDING);
        assertThat(theOnlyId()).as("it may still come").isEqualTo(first);

        time.advance(Duration.ofSeconds(20));
        long second = theOnlyId();
        assertThat(second).isNotEqualTo(first);

        clio.webhooks().enable(second);
        time.advance(Duration.ofHours(1));
        assertThat(kept.state().condition()).isEqualTo(LIVE);
        assertThat(kept.seenLive()).isNotEmpty();
    }

    @Test
    void deliversAMinuteAfterTheStartThoughNobodyAnsweredTheFirstHandshake() throws Exception {
        clio.webhookBehaviour().handshake(HandshakeMode.WITHHELD);
        kept = kept(WANTED);
        kept.begin();
        time.advance(Duration.ofSeconds(20));
        clio.webhookBehaviour().handshake(HandshakeMode.NEVER);

        time.advance(Duration.ofSeconds(40));

        assertThat(kept.state().condition()).isEqualTo(LIVE);
        theOnlyId();
    }

    @Test
    void leavesAnotherProcessTimeToMakeItsWebhookAnew() throws Exception {
        clio.webhookBehaviour().handshake(HandshakeMode.WITHHELD);
        kept = kept(WANTED);
        kept.begin();
        long first = theOnlyId();
        kept.close();
        kept = kept(WANTED);
        kept.begin();
        time.advance(Duration.ofMinutes(1));
        assertThat(theOnlyId()).isEqualTo(first);

        time.advance(Duration.ofMinutes(4));

        assertThat(theOnlyId()).isNotEqualTo(first);
    }

    @Test
    void asksLessOftenTheLongerNoHandshakeComes() throws Exception {
        clio.webhookBehaviour().handshake(HandshakeMode.WITHHELD);
        kept = kept(WANTED);
        kept.begin();
        time.advance(DAY);

        assertThat(clio.webhookCalls().total()).isLessThan(100);
    }

    @Test
    void tellsOfATimeInWhichNobodyCouldLook() throws Exception {
        kept = kept(WANTED).started();
        Instant lastSeen = lastSeenLiveAfter(DAY);
        clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, API);
        time.advance(Duration.ofDays(2));
        clio.faults().clear();

        time.advance(Duration.ofHours(2));

        assertThat(kept.causes()).containsExactly(Cause.UNSEEN);
        assertThat(kept.interruptions().get(0).lastSeenLive()).contains(lastSeen);
    }

    @Test
    void tellsOfNoGapWhenALookFailsForLessThanAnHour() throws Exception {
        kept = kept(WANTED).started();
        time.advance(DAY.minusHours(1));
        clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, API);
        time.advance(Duration.ofMinutes(90));
        clio.faults().clear();

        time.advance(DAY);

        assertThat(kept.causes()).isEmpty();
    }

    @Test
    void takesAWebhookThatALaggingListDoesNotShowForNoGap() throws Exception {
        clio.webhookBehaviour().listLag(Duration.ofMinutes(3));
        kept = kept(WANTED);
        kept.begin();

        time.advance(Duration.ofMinutes(10));

        assertThat(clio.webhookCalls().of(WebhookCalls.Kind.CREATE)).isEqualTo(1);
        assertThat(kept.causes()).containsExactly(Cause.ABSENT);
    }

    @Test
    void tellsAStartAndThatNothingIsLookedAfterAfterItsStop() throws Exception {
        kept = kept(WANTED).started();
        kept.stop();
        assertThat(kept.state().condition()).isEqualTo(STOPPED);
        KeptSubscription again = kept(WANTED);

        again.begin();

        assertThat(again.causes()).containsExactly(Cause.STARTED);
        assertThat(again.interruptions().get(0).lastSeenLive()).isEmpty();
        again.close();
    }

    @Test
    void writesOneLineForEachChangeAndNoneWhileNothingChanges() throws Exception {
        kept = kept(WANTED);
        try (CapturedLog log = new CapturedLog()) {
            kept.begin();
            time.advance(Duration.ofDays(15));
            assertThat(lines(log)).as("made").hasSize(1);
            time.advance(Duration.ofDays(6));
            assertThat(lines(log)).as("renewed").hasSize(2);
            clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, API);
            time.advance(Duration.ofDays(3));
            assertThat(lines(log)).as("cannot be looked at").hasSize(3);
        }
    }

    private static List<String> lines(CapturedLog log) {
        return log.text().lines().filter(line -> line.contains("activity to")).toList();
    }

    private Instant lastSeenLiveAfter(Duration duration) {
        time.advance(duration);
        List<Instant> seen = kept.seenLive();
        kept.forget();
        return seen.get(seen.size() - 1);
    }

    private KeptSubscription kept(WantedSubscription wanted) throws Exception {
        return new KeptSubscription(clio, time, wanted, Leadership.alone());
    }

    private long theOnlyId() {
        return id(clio);
    }

    private static long id(ClioSandbox clio) {
        List<Long> ids = clio.webhooks().ids();
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }
}
