package io.camelclio.testkit.smokeball.faults;

import java.util.List;

/**
 * A page of a list that is about to be read.
 *
 * @param collection our name of the collection
 * @param parents the ids in the path
 * @param offset rows skipped
 * @param limit the most rows returned
 * @param number how many pages of this list have been read since the sandbox's start, this one included
 */
public record PageAsked(String collection, List<String> parents, int offset, int limit, int number) {}
