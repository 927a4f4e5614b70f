/**
 * Removes keys from compacted topics, so that a person's data can be erased, and keeps a proof of it that says nothing
 * about the person.
 *
 * <pre>{@code
 * Erasure erasure = new Erasure(settings, "integration.erasure.v1", Clock.systemUTC(), Duration.ofMinutes(1));
 * ErasureRequest request = new ErasureRequest("clio.contact", List.of("us/152"), "ada");
 * erasure.erase(request, List.of("clio.contact.latest.v1"), List.of("clio.contact.v1"));
 * }</pre>
 */
package io.camelclio.kafka.erasure;
