package io.camelclio.app;

import java.util.Locale;

/** Asks the person at the terminal before something is done that cannot be taken back. */
@FunctionalInterface
interface Question {

    /** No without a terminal, as long as Java's own console is used ({@link ClioToKafka#main} sees to that from Java 22 on). */
    Question ON_TERMINAL = question -> {
        if (System.console() == null) {
            return false;
        }
        String answer = System.console().readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    };

    boolean isAnsweredWithYes(String question);
}
