/**
 * What the firm has on file, as its people see and change it. A test uses {@link io.camelclio.testkit.clio.records.ClioRecords}
 * and {@link io.camelclio.testkit.clio.records.ClioRecord}; the rest, and their methods that take or give the very JSON
 * tree, is internal.
 */
package io.camelclio.testkit.clio.records;
