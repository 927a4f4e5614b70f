/**
 * Files on their way from and to the storage behind Clio: by signed links, without the token, as streams. Knows nothing
 * of endpoints.
 */
package io.camelclio.component.files;
