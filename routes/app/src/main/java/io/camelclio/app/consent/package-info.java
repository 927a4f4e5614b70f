/** The first consent: a user allows the application in a browser, and the vendor's answer arrives on loopback. */
package io.camelclio.app.consent;
