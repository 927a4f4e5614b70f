package io.camelclio.app.smokeball;

import io.camelclio.event.ChangeEvent;

/**
 * One record of a page.
 *
 * @param change what it shows; null when the record has no identity, which the sink refuses and keeps as a dead letter
 */
public record SmokeballRecord(byte[] bytes, ChangeEvent change) {}
