/**
 * What the played API consists of: collections with their paths, parameters and traits, and the fields of their records,
 * read from {@code collections.txt}. Internal: a test needs none of it but the names in that file.
 */
package io.camelclio.testkit.smokeball.catalogue;
