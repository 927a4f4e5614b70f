/**
 * Clio's webhooks on Kafka topics in a Spring Boot application: the routes of camel-clio-routes with what they need of
 * Kafka, by properties only.
 */
package io.camelclio.routes.springboot;
