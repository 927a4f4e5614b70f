package io.camelclio.app.tls;

/** What comes from files, and is read again. */
public interface WatchedFile {

    /**
     * Reads the files again, and takes what they hold now if it is good; otherwise all stays as it was.
     *
     * @return whether something has changed
     * @throws java.io.IOException with a message that names the file and what is wrong with it, and nothing that it holds
     */
    boolean reload() throws java.io.IOException;
}
