/**
 * How a list is answered: filters, order, pages and the links between them. Internal: a test meets it over HTTP.
 */
package io.camelclio.testkit.clio.listing;
