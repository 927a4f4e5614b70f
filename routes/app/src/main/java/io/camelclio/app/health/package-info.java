/** What the application tells of its health. */
package io.camelclio.app.health;
