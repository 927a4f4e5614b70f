/**
 * Clio's custom actions: {@code clio-action:<name>} proves that a click comes from Clio, and shows the user what the route
 * makes of the record that was clicked on.
 *
 * <p>{@link io.camelclio.component.action.ClickHandler} decides every answer and knows no HTTP engine. Nothing reaches the
 * route before Clio has confirmed the click's nonce to the user it names.
 */
package io.camelclio.component.action;
