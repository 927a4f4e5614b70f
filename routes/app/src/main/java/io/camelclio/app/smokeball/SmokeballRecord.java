package io.camelclio.app.smokeball;

import io.camelclio.event.ChangeEvent;

/**
 * One record of a page, or the deletion of one that is on none any more.
 *
 * @param id what the vendor calls it; null for a record without identity, which the sink refuses and the route keeps as a
 *     dead letter
 * @param key what tells it from all others of the account's collection; null likewise
 * @param parent the key of the record that it stands under; null where it stands under none
 * @param change what it shows; null when it has no identity
 */
record SmokeballRecord(byte[] bytes, String id, String key, String parent, ChangeEvent change, boolean deleted) {

    static SmokeballRecord unreadable(byte[] bytes) {
        return new SmokeballRecord(bytes, null, null, null, null, false);
    }

    boolean isReadable() {
        return change != null;
    }
}
