package io.camelclio.kafka.letters;

/** The way of one letter to where it belongs. */
public interface Road {

    /**
     * Takes the letter there, and returns when everything was answered that it has sent.
     *
     * @throws ImpassableException if the letter cannot go, for now; it stays as it is
     */
    void take(DeadLetter letter, Destination destination) throws ImpassableException;
}
