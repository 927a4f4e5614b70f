package io.camelclio.app.status;

/** One part of the application, looked at again and again by one thread. Asks nobody outside this process. */
interface Part {

    /** What it knows of, as the beginning of a sentence. */
    String subject();

    /** Adds what is known of it at the draft's time. */
    void look(Draft draft);
}
