/** The archive, tried as whoever gets it would. */
package io.camelclio.distribution;
