package io.camelclio.app.smokeball.webhook;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What Smokeball is to deliver where. Ours is what leads to our address, and what we kept before, wherever somebody led it.
 *
 * @param key what Smokeball signs with
 */
record WantedSubscription(String name, String url, String key) {

    /**
     * Ours, the one that is kept first. It is the oldest, whoever looks, so that two that look at a time never end each
     * other's.
     *
     * @param remembered the id of the one that was kept before
     */
    List<Subscription> ours(Collection<Subscription> shown, Optional<String> remembered) {
        List<Subscription> here = shown.stream()
                .filter(subscription -> subscription.url().equals(url))
                .sorted(Comparator.comparing(Subscription::createdAt).thenComparing(Subscription::id))
                .toList();
        return here.isEmpty()
                ? shown.stream()
                        .filter(subscription -> remembered.equals(Optional.of(subscription.id())))
                        .toList()
                : here;
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "WantedSubscription[" + name + " to " + url + "]";
    }
}
