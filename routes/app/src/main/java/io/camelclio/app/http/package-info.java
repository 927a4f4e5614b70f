/** The application's own HTTP server, on which webhooks arrive. */
package io.camelclio.app.http;
