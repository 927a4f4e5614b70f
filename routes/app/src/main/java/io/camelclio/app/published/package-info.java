/** What all copies of the application have published lately, as consumers ask for it. */
package io.camelclio.app.published;
