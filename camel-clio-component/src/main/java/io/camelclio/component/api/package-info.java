/**
 * The HTTP side of Clio Manage API v4: one asynchronous client per connection, its token, its rate budget, its errors in
 * classes. Internal to the component.
 */
package io.camelclio.component.api;
