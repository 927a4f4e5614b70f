/**
 * Smokeball's collections as the file {@code smokeball/collections.yaml} describes them: what to ask for, and how the
 * answers' records are told from each other, versioned and known for deleted. Asks nobody and keeps nothing.
 */
package io.camelclio.app.smokeball.collection;
