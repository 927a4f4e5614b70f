/**
 * The records of an account: one store per collection and parent, every change with a version of its own, and what each
 * shows at a given moment. {@link io.camelclio.testkit.smokeball.records.SmokeballRecords} is what a test changes.
 */
package io.camelclio.testkit.smokeball.records;
