/** The life of what a JUnit 5 test plays; the extensions themselves stand beside what they start. */
package io.camelclio.testkit.junit;
