/**
 * The runnable application: its commands, and the glue between component, Kafka and routes. Everything an integration team
 * edits lies outside, in YAML and properties.
 */
package io.camelclio.app;
