package io.camelclio.testkit.smokeball.webhook;

import io.camelclio.testkit.smokeball.oauth.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All accounts' subscriptions. One whose refresh token has ended is removed before anybody sees it. Thread-safe. */
final class Subscriptions {

    private final Tokens tokens;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private long numbers;

    Subscriptions(Tokens tokens) {
        this.tokens = tokens;
    }

    synchronized long nextNumber() {
        return numbers++;
    }

    synchronized void put(Subscription subscription) {
        subscriptions.put(subscription.id(), subscription);
    }

    synchronized boolean remove(String id) {
        return subscriptions.remove(id) != null;
    }

    synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(live().get(id));
    }

    synchronized List<Subscription> all() {
        return List.copyOf(live().values());
    }

    private Map<String, Subscription> live() {
        subscriptions.values().removeIf(subscription -> subscription
                .refreshToken()
                .filter(value -> tokens.refreshToken(value).isEmpty())
                .isPresent());
        return subscriptions;
    }
}
