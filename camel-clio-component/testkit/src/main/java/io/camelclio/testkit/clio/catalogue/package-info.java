/**
 * What the played API consists of: resources, the attributes and parameters they admit, and the fields of their records,
 * read from {@code resources.txt} and {@code types.txt}. Internal: a test needs none of it.
 */
package io.camelclio.testkit.clio.catalogue;
