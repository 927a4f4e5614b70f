/** Processes that faults happen to. */
package io.camelclio.testkit.process;
