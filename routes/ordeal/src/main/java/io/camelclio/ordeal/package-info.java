/**
 * What survives: several copies of the application as processes, three brokers as processes, both vendors played, a seeded
 * storm of faults over all of them, and at the end the sandboxes' ledgers beside what an independent consumer has read.
 */
package io.camelclio.ordeal;
