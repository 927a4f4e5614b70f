package io.camelclio.app.smokeball;

import java.time.Instant;

/**
 * What Smokeball answered.
 *
 * @param status 0 where no answer came
 * @param body null where there is none
 * @param vendorTime by Smokeball's own clock, where it told that
 * @param at when it was here
 */
record Answer(int status, byte[] body, Instant vendorTime, Instant at) {}
