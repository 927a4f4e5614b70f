/**
 * Removes keys from compacted topics, so that a person's data can be erased, and keeps a proof of it that says nothing
 * about the person.
 *
 * <pre>{@code
 * Erasure erasure = new Erasure(settings, "integration.erasure.v1", Clock.systemUTC(), Duration.ofMinutes(1));
 * erasure.erase(new ErasureRequest("clio.contact", List.of("us/152"), "ada"), List.of("clio.contact.latest.v1"));
 * }</pre>
 */
package io.camelclio.kafka.erasure;
