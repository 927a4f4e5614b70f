/** How far a stream is read: pages followed, records handed over and confirmed, and what of that is kept. */
package io.camelclio.pull.progress;
