/** What the application is told by properties and environment, checked as a whole before anything starts. */
package io.camelclio.app.settings;
