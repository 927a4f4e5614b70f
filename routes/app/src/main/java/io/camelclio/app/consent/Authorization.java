package io.camelclio.app.consent;

import java.net.URI;
import java.nio.file.Path;

/**
 * One application's way to a user's consent at a vendor: where the user is asked, how the code becomes a refresh token in its
 * file, and the proof that the file is good. Every call ends within its deadline.
 */
public interface Authorization {

    /** The vendor's name, as in {@code Clio}. */
    String vendor();

    /** Where the refresh token is kept. */
    Path tokenFile();

    /** The installation that asks the user, in words. */
    String place();

    /** The redirect address, as it has to be registered for the application at the vendor. */
    String redirectUri(int port);

    /** The page on which the vendor asks the user. */
    URI screen(String redirectUri, String state);

    /**
     * Exchanges the code for a refresh token and keeps that in the file.
     *
     * @throws ConsentException when the vendor refuses, cannot be reached, or the file cannot be written; the file is then
     *     as it was
     */
    void keep(String code, String redirectUri) throws ConsentException, InterruptedException;

    /**
     * Asks the vendor with the token in the file.
     *
     * @return what that proves, in a sentence
     * @throws ConsentException when the vendor does not take it
     */
    String prove() throws ConsentException, InterruptedException;

    /** How to start the application with the file, in a sentence. */
    String next();
}
