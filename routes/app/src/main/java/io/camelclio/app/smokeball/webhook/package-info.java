/**
 * The beans behind the Kamelet {@code smokeball-webhook-source} and the routes that follow it: a webhook is proven by its
 * headers, its content is a hint, and the record that it means is read again by whoever leads.
 */
package io.camelclio.app.smokeball.webhook;
