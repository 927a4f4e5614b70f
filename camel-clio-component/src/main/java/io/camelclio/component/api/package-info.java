/**
 * The HTTP side of Clio Manage API v4: one asynchronous client per connection, its token, its rate budget, its errors in
 * classes. Internal to the component, except {@link io.camelclio.component.api.ClioException}, which callers see.
 */
package io.camelclio.component.api;
