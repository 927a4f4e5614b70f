package io.camelclio.ordeal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an ordeal is like. The same seed gives the same changes and the same schedule.
 *
 * @param seed of everything that is left to chance
 * @param storm how long changes and faults go on
 * @param rate changes a second, at both vendors together
 * @param records how many records there are before it begins, about as many as at any time
 * @param longForm with the faults whose repair takes minutes, and with a judgement of the heap
 * @param patience how long after the storm everything has to be right
 * @param folder for logs and results
 */
record Settings(long seed, Duration storm, int rate, int records, boolean longForm, Duration patience, Path folder) {

    /** The application looks for deletions that were missed twice, five minutes apart: so long is the patience. */
    static Settings longForm(long seed, Path folder) {
        return new Settings(
                seed,
                Duration.ofSeconds(number("ORDEAL_SECONDS", 330)),
                (int) number("ORDEAL_RATE", 400),
                (int) number("ORDEAL_RECORDS", 5_000),
                true,
                Duration.ofSeconds(450),
                folder);
    }

    /** A patience that is used up only where something is wrong, or the machine is very busy. */
    static Settings shortForm(long seed, Path folder) {
        return new Settings(
                seed,
                Duration.ofSeconds(number("ORDEAL_SECONDS", 15)),
                (int) number("ORDEAL_RATE", 100),
                (int) number("ORDEAL_RECORDS", 300),
                false,
                Duration.ofSeconds(180),
                folder);
    }

    /** ORDEAL_SEED, or another one. */
    static long seed(long otherwise) {
        return number("ORDEAL_SEED", otherwise);
    }

    private static long number(String variable, long otherwise) {
        String given = System.getenv(variable);
        return given == null ? otherwise : Long.parseLong(given);
    }
}
