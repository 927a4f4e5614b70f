/**
 * Reading changes out of a vendor's paged HTTP API without losing one: token session, rate budget, watermark, pages cut
 * into records, and deliveries confirmed in order. Knows neither Clio, Smokeball nor Kafka.
 */
package io.camelclio.pull;
