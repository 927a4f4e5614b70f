/**
 * Documents, templates, archives and reports, and the files behind them, which the {@code storage} keeps. A test uses
 * {@link io.camelclio.testkit.clio.files.ClioFiles} only.
 */
package io.camelclio.testkit.clio.files;
