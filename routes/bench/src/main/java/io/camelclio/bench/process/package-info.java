/** Processes of the bench, and what can be seen of each from outside. */
package io.camelclio.bench.process;
