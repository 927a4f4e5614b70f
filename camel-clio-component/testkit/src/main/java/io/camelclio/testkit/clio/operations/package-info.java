/**
 * Which operations there are: those of every resource, put together from {@code api} and {@code listing}, and the ones
 * that are like no other. Internal: a test meets them over HTTP.
 */
package io.camelclio.testkit.clio.operations;
