/**
 * What Clio Manage's API offers: its resources, what can be done with each, and what its records look like. All of it is
 * data, in {@code clio-api.json} beside this package: names, verbs, limits and types, derived from Clio's OpenAPI
 * document.
 *
 * <p>{@link io.camelclio.component.catalogue.Catalogue#clio()} finds a {@link io.camelclio.component.catalogue.Resource}
 * by its path; the resource gives an {@link io.camelclio.component.catalogue.Operation}, which checks parameters and
 * order, and the {@link io.camelclio.component.catalogue.RecordFields} a {@link
 * io.camelclio.component.catalogue.FieldList} is checked by. Whatever is misspelt is answered with the nearest right
 * name. The package knows nothing of HTTP or Camel.
 */
package io.camelclio.component.catalogue;
