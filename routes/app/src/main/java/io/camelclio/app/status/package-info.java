/** A page to look at: how the flow stands, as this copy of the application knows it. */
package io.camelclio.app.status;
