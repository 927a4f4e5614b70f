package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.component.leadership.Replicas;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.clio.webhook.WebhookCalls.Kind;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several replicas of an application look after one subscription, and one of them leads. */
class SeveralReplicasTest {

    private static final WantedSubscription WANTED = WantedSubscriptions.of(ACTIVITY);

    private final HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T15:00:00Z"));
    private final ClioSandbox clio = ClioSandbox.builder()
            .time(time)
            .handshake(HandshakeMode.NEVER)
            .accessTokenLife(Duration.ofDays(400))
            .unlimited()
            .start();
    private final Replicas replicas = new Replicas();

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void onlyTheLeaderChangesAnythingAndTheOthersLearnTheSecret() throws Exception {
        replicas.elect("a");
        try (KeptSubscription leader = replica("a");
                KeptSubscription follower = replica("b")) {
            follower.begin();
            assertThat(follower.state().condition()).isEqualTo(Condition.ABSENT);
            assertThat(follower.state().leading()).isFalse();
            assertThat(clio.webhooks().ids()).isEmpty();

            leader.begin();
            time.advance(Duration.ofHours(1));

            assertThat(clio.webhooks().ids()).hasSize(1);
            assertThat(follower.state().condition()).isEqualTo(Condition.LIVE);
            assertThat(follower.subscriptions().secrets().isEmpty(WANTED)).isFalse();
            time.advance(Duration.ofDays(61));
            assertThat(clio.webhookCalls().of(Kind.CHANGE)).as("renewals").isEqualTo(3);
            assertThat(clio.webhookCalls().of(Kind.CREATE)).isEqualTo(1);
            assertThat(follower.state().expiresAt()).isEqualTo(leader.state().expiresAt());
        }
    }

    @Test
    void theNextLeaderGoesOnAtOnceWhereTheLastOneStopped() throws Exception {
        replicas.elect("a");
        try (KeptSubscription first = replica("a");
                KeptSubscription second = replica("b")) {
            first.begin();
            second.begin();
            time.advance(Duration.ofDays(5).plusHours(1));
            first.stop();
            clio.webhooks().delete(clio.webhooks().ids().get(0));

            replicas.elect("b");
            time.advance(Duration.ofMinutes(1));

            assertThat(clio.webhooks().ids()).hasSize(1);
            assertThat(second.state().condition()).isEqualTo(Condition.LIVE);
            assertThat(second.state().leading()).isTrue();
            assertThat(second.causes()).contains(Interruption.Cause.DELETED);
        }
    }

    @Test
    void anOldLeaderChangesNothingMore() throws Exception {
        replicas.elect("a");
        try (KeptSubscription old = replica("a")) {
            old.started();
            replicas.elect("b");
            clio.webhooks().suspend(clio.webhooks().ids().get(0));

            time.advance(Duration.ofDays(2));

            assertThat(clio.webhookCalls().of(Kind.CREATE)).isEqualTo(1);
            assertThat(old.state().condition()).isEqualTo(Condition.SUSPENDED);
        }
    }

    @Test
    void anExpiryThatComesNearShowsOnEveryReplicaThoughTheLeaderDoesNothing() throws Exception {
        replicas.elect("a");
        try (KeptSubscription leader = replica("a");
                KeptSubscription follower = replica("b")) {
            leader.begin();
            follower.begin();
            time.advance(Duration.ofDays(1));
            leader.stop();

            time.advance(Duration.ofDays(25));

            assertThat(follower.state().condition()).isEqualTo(Condition.EXPIRING);
            assertThat(follower.state().reason()).contains("the replica that leads");
        }
    }

    private KeptSubscription replica(String name) throws Exception {
        return new KeptSubscription(clio, time, WANTED, Leadership.of(replicas.join(name), "clio-sandbox"));
    }
}
