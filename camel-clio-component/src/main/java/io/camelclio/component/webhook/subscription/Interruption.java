package io.camelclio.component.webhook.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which Clio delivered nothing, or may have, or not what is wanted now.
 *
 * @param lastSeenLive when this process last saw the subscription live; empty when it never did, and then only what was
 *     stored before its start tells
 * @param noticedAt when it was noticed, on our clock
 */
public record Interruption(Cause cause, Optional<Instant> lastSeenLive, Instant noticedAt) {

    /** Why changes may be missing. */
    public enum Cause {
        /** This process has just begun to look after the subscription and found it live. */
        STARTED("this process has just begun to look after it"),
        /** This process has just begun to look after the subscription, and Clio had none. */
        ABSENT("Clio had none"),
        /** Clio has no such webhook any more though its time was not over: somebody deleted it. */
        DELETED("somebody deleted it in Clio"),
        /** Clio shows it as ended, or not any more after its end. */
        EXPIRED("it had expired"),
        /** Clio gave it up after repeated failure. */
        SUSPENDED("Clio had suspended it after repeated failure"),
        /** Its handshake had not been confirmed when the subscription was looked at. */
        UNCONFIRMED("its handshake was not confirmed"),
        /** It was under another address before. */
        URL_CHANGED("it was under another address"),
        /** It had other fields, and so records had another shape and other updates counted. */
        FIELDS_CHANGED("its fields were others"),
        /** It had other events. */
        EVENTS_CHANGED("its events were others"),
        /** Clio had forbidden it. */
        NOT_PERMITTED("Clio did not permit it"),
        /** For longer than Clio repeats deliveries nobody could look at it. */
        UNSEEN("nobody could look at it for longer than Clio repeats deliveries");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** The cause as part of a sentence about the subscription. */
        public String words() {
            return words;
        }
    }
}
