/**
 * What takes deliveries and is compared: the bridge by both of its adapters, a server written by hand as the floor, Spring Boot
 * with spring-kafka, and a plain Camel route; each in a process of its own, beside the broker and the played Clio.
 */
package io.camelclio.bench.subject;
