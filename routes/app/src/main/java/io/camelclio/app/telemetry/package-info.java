/** What the application measures of Camel itself. */
package io.camelclio.app.telemetry;
