/**
 * What those who run an application see of a connection: meters, health, and how its polls go. Knows neither endpoints nor
 * webhooks; they tell what happens. Micrometer is touched nowhere else, and only where the application has it.
 */
package io.camelclio.component.telemetry;
