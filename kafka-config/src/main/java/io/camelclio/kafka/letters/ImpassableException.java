package io.camelclio.kafka.letters;

/** Why a letter cannot be replayed now, and what to do; it quotes nothing of the letter. */
public final class ImpassableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A reason for a person. */
    public ImpassableException(String message) {
        super(message);
    }
}
