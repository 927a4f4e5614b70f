/**
 * A run of the application in which vendors and broker are played by the test kit: made to be looked at, and judged by an
 * independent reader of the topics.
 */
package io.camelclio.sandbox;
