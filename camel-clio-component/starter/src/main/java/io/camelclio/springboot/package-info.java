/**
 * Clio in a Spring Boot application: the options of the components {@code clio}, {@code clio-webhook} and {@code
 * clio-action} are properties of the environment, {@code camel.component.<component>.<option>}.
 */
package io.camelclio.springboot;
