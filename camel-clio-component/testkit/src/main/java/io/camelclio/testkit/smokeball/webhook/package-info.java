/**
 * Webhooks: subscriptions, signed deliveries and what becomes of them on their way.
 *
 * <p>Documented by Smokeball ("Webhooks"): the operations, the events' types and envelope, {@code Signature} over
 * timestamp, request id and client id but not over the body, 10 s for an answer, no promise of order or of single delivery,
 * {@code mattertype.updated} for every subscription of every account, and that subscriptions go with their refresh token.
 * Seen: an id in the envelope, echoes after about 12 minutes. Our choice: no retries (none are documented), the payload of
 * a list's event is the record, the {@code Timestamp} header tells when a delivery was first sent while the envelope tells
 * when the change was made, and subscriptions made with client credentials stay.
 */
package io.camelclio.testkit.smokeball.webhook;
