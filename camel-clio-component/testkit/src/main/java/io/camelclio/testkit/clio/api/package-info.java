/**
 * How one request for one record is read and answered: operations and their paths, fields, conditions, refusals, and
 * plain create, read, update and delete. Internal: a test meets it over HTTP.
 */
package io.camelclio.testkit.clio.api;
