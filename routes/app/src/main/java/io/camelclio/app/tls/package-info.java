/** Certificates and keys from files that are read again when they change, so that nothing has to be restarted for new ones. */
package io.camelclio.app.tls;
