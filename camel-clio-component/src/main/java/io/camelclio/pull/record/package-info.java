/** A vendor's records as the bytes it sent: a page cut into them, and what identity needs read out of them. */
package io.camelclio.pull.record;
