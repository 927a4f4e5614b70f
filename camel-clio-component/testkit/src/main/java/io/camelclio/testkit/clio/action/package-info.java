/**
 * Custom actions: the links an app puts into Clio's pages, and the clicks on them. A test uses
 * {@link io.camelclio.testkit.clio.action.Browser}; {@link io.camelclio.testkit.clio.action.CustomActions} is internal.
 */
package io.camelclio.testkit.clio.action;
