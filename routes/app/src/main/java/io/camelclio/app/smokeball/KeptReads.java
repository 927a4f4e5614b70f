package io.camelclio.app.smokeball;

import java.util.Set;
import java.util.function.Function;
import org.apache.camel.spi.StateRepository;

/**
 * Where it is kept how far lists were read, and rounds over them have come.
 *
 * @param states what is kept, by its key; a null takes the key away
 * @param keys the keys that begin with a text
 */
public record KeptReads(StateRepository<String, String> states, Function<String, Set<String>> keys) {}
