/** Signed deliveries: how many a second come through, how long each takes, and what each costs. */
package io.camelclio.bench.delivery;
