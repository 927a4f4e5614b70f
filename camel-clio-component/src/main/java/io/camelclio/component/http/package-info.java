/**
 * What every endpoint that is called over HTTP shares: the request and the answer as no engine's own, the way over
 * platform-http, and who serves which path. Knows nothing of Clio. Internal to the component.
 */
package io.camelclio.component.http;
