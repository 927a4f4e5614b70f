package io.camelclio.component.webhook.subscription;

import io.camelclio.component.catalogue.FieldList;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The subscription an endpoint needs.
 *
 * @param previousUrl the address it had before, where a webhook of the same model is ours too
 * @param life how long Clio is asked to keep it; renewed with a third of it left
 * @param handshake how its secret is confirmed to Clio
 */
public record WantedSubscription(
        String url,
        Optional<String> previousUrl,
        String model,
        String fields,
        Set<String> events,
        Duration life,
        Handshake handshake) {

    private static final Duration LONGEST_CHECK_INTERVAL = Duration.ofDays(1);

    /** By how much a life may be longer than asked for before it counts as another one. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    /** A subscription that never had another address, and whose handshake is answered at once. */
    public WantedSubscription(String url, String model, String fields, Set<String> events, Duration life) {
        this(url, Optional.empty(), model, fields, events, life, Handshake.immediate);
    }

    /** Whether it is of this address and model, and so this endpoint's. */
    boolean matches(Subscription subscription) {
        return subscription.model().equals(model) && same(subscription.url(), url);
    }

    /** Whether it is this endpoint's, of its present or its previous address. */
    boolean isOurs(Subscription subscription) {
        return matches(subscription)
                || subscription.model().equals(model)
                        && previousUrl
                                .filter(before -> same(subscription.url(), before))
                                .isPresent();
    }

    /** In what a subscription of ours differs from what is wanted now. */
    Set<Interruption.Cause> differencesOf(Subscription subscription) {
        Set<Interruption.Cause> differences = EnumSet.noneOf(Interruption.Cause.class);
        if (!matches(subscription)) {
            differences.add(Interruption.Cause.URL_CHANGED);
        }
        if (!sameFields(subscription.fields(), fields)) {
            differences.add(Interruption.Cause.FIELDS_CHANGED);
        }
        if (!subscription.events().equals(events)) {
            differences.add(Interruption.Cause.EVENTS_CHANGED);
        }
        return differences;
    }

    /** Whether a third of its life or less is left, or more than a whole one. */
    boolean needsOtherExpiry(Subscription subscription, Instant now) {
        return isDue(subscription, now)
                || subscription.expiresAt().isAfter(now.plus(life).plus(TOLERANCE));
    }

    /** Whether the time to renew has come. */
    boolean isDue(Subscription subscription, Instant now) {
        return subscription.expiresAt() == null || !subscription.expiresAt().isAfter(now.plus(life.dividedBy(3)));
    }

    /** Whether half of the time in which it should have been renewed has passed. */
    boolean isOverdue(Subscription subscription, Instant now) {
        return subscription.expiresAt() == null || !subscription.expiresAt().isAfter(now.plus(life.dividedBy(6)));
    }

    /** The last third of a life, in which it is renewed, has room for two checks at least. */
    Duration checkInterval() {
        Duration sixth = life.dividedBy(6);
        return sixth.compareTo(LONGEST_CHECK_INTERVAL) < 0 ? sixth : LONGEST_CHECK_INTERVAL;
    }

    /** Clio might show an address in another spelling than it was given: that would be made again each day. */
    private static boolean same(String shown, String url) {
        return normal(shown).equals(normal(url));
    }

    private static String normal(String url) {
        try {
            URI given = URI.create(url);
            if (given.getHost() == null) {
                return url;
            }
            String scheme = given.getScheme().toLowerCase(Locale.ROOT);
            boolean usual = given.getPort() == (scheme.equals("https") ? 443 : 80);
            String port = given.getPort() < 0 || usual ? "" : ":" + given.getPort();
            String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            return scheme + "://" + given.getHost().toLowerCase(Locale.ROOT) + port + given.getRawPath() + query;
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    private static boolean sameFields(String shown, String fields) {
        try {
            return FieldList.parse(shown).equals(FieldList.parse(fields));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
