/** JSON as both sandboxes read and write it, for their own use. */
package io.camelclio.testkit.json;
