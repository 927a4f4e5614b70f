/** When what the application adds to Camel begins. */
package io.camelclio.app.start;
