package io.camelclio.testkit.smokeball.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What the path of a request names.
 *
 * @param resource the collection
 * @param parents the ids in the path
 * @param id the record, or empty for the list
 */
public record Target(Resource resource, List<String> parents, Optional<String> id) {}
