package io.camelclio.pull.http;

import java.io.IOException;

/** An answer was longer than anything that was asked for can be; no more of it was taken. */
public final class AnswerTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTooLongException(int mostBytes) {
        super("The answer is longer than " + mostBytes + " bytes");
    }
}
