/** JMH benchmarks of what a delivery's processor time goes into. */
package io.camelclio.bench.micro;
