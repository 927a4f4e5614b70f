/**
 * What both sandboxes send webhooks with: the work behind an emission, on a timer that is the machine's or a test's, and a
 * client with deadlines. Internal.
 */
package io.camelclio.testkit.delivery;
