package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.delivery.Background;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Suspends webhooks whose deliveries keep failing. That Clio does so is documented (Clio, "Webhooks"), after how many
 * failures is not; a webhook of a live account was suspended on the full hour, which hints at a sweep. The count of
 * deliveries given up in a row is our choice.
 */
final class Suspension {

    private final Subscriptions subscriptions;
    private final Clock clock;
    private final Background background;
    private final int givenUpInARow;
    private final boolean onTheHour;
    private final Map<Long, Integer> givenUp = new HashMap<>();

    /**
     * The rule.
     *
     * @param givenUpInARow how many deliveries in a row; 0 never suspends
     * @param onTheHour whether it happens at the next full hour instead of at once
     */
    Suspension(Subscriptions subscriptions, Clock clock, Background background, int givenUpInARow, boolean onTheHour) {
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.background = background;
        this.givenUpInARow = givenUpInARow;
        this.onTheHour = onTheHour;
    }

    synchronized void acknowledged(long webhookId) {
        givenUp.remove(webhookId);
    }

    void givenUp(long webhookId) {
        int inARow;
        synchronized (this) {
            inARow = givenUp.merge(webhookId, 1, Integer::sum);
        }
        if (inARow == givenUpInARow) {
            background.after(onTheHour ? untilTheHour() : Duration.ZERO, () -> suspend(webhookId));
        }
    }

    private void suspend(long webhookId) {
        synchronized (this) {
            if (givenUp.getOrDefault(webhookId, 0) < givenUpInARow) {
                return;
            }
            givenUp.remove(webhookId);
        }
        subscriptions.suspend(webhookId);
    }

    private Duration untilTheHour() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }
}
