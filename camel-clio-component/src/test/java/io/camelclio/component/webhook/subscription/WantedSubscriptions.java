package io.camelclio.component.webhook.subscription;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Subscriptions that tests want, under one public address where nobody listens, and how they come to stand. */
public final class WantedSubscriptions {

    static final Duration LIFE = Duration.ofDays(30);

    private WantedSubscriptions() {}

    static WantedSubscription of(WebhookModel model) {
        return new WantedSubscription(url(model), model.word(), "id,updated_at", model.events(), LIFE);
    }

    static WantedSubscription withFields(WebhookModel model, String fields) {
        return new WantedSubscription(url(model), model.word(), fields, model.events(), LIFE);
    }

    static WantedSubscription withLife(WebhookModel model, Duration life) {
        return new WantedSubscription(url(model), model.word(), "id,updated_at", model.events(), life);
    }

    /** One for each of the ten models. */
    static List<WantedSubscription> all() {
        return Arrays.stream(WebhookModel.values()).map(WantedSubscriptions::of).toList();
    }

    /** Sees to it that the subscription stands as wanted, as a process does that looks once and leads. */
    public static CompletableFuture<Subscription> ensure(Subscriptions subscriptions, WantedSubscription wanted) {
        return subscriptions
                .ensure(wanted, ConfirmedSecrets.INTERVAL, found -> CompletableFuture.completedFuture(true))
                .thenApply(Optional::orElseThrow);
    }

    static String url(WebhookModel model) {
        return "http://127.0.0.1:9/clio/sandbox/webhooks/" + model.word();
    }
}
