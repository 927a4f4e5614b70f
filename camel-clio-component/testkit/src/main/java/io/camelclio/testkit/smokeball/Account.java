package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.smokeball.oauth.RefreshToken;
import io.camelclio.testkit.smokeball.oauth.Tokens;
import io.camelclio.testkit.smokeball.records.Firm;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** One account at Smokeball: a firm with its records, and a user who has let the application in. */
public final class Account {

    private final Firm firm;
    private final Tokens tokens;
    private final URI apiUri;
    private final Duration refreshLife;
    private RefreshToken refreshToken;

    Account(Firm firm, Tokens tokens, URI apiUri, Duration refreshLife) {
        this.firm = firm;
        this.tokens = tokens;
        this.apiUri = apiUri;
        this.refreshLife = refreshLife;
        this.refreshToken = tokens.consent(firm.accountId(), refreshLife);
    }

    /** Its id, which may stand before the API's paths. */
    public String id() {
        return firm.accountId();
    }

    /** The refresh token of the latest consent; the token endpoint takes it any number of times until its end. */
    public synchronized String refreshToken() {
        return refreshToken.value();
    }

    /** When that refresh token ends, which no answer of the vendor tells. */
    public synchronized Instant refreshTokenEnd() {
        return refreshToken.end();
    }

    /** The user who consented. */
    public synchronized String userId() {
        return refreshToken.userId();
    }

    /** Lets a user consent again: a new refresh token; the old one lives on until its end. */
    public synchronized String consentAgain() {
        refreshToken = tokens.consent(id(), refreshLife);
        return refreshToken.value();
    }

    /**
     * The records of a collection.
     *
     * @param nameOrPath our short name, such as {@code fees}, or the path with braces, such as
     *     {@code /matters/{matterId}/fees}; both stand in {@code collections.txt}
     * @throws IllegalArgumentException if there is no such collection; the message names all
     */
    public SmokeballRecords collection(String nameOrPath) {
        return firm.collection(nameOrPath);
    }

    /**
     * Makes all changes within an action those of one request: their events share a {@code RequestId}. Other threads that
     * change records wait.
     *
     * @param action changes records
     * @return what the action returns
     */
    public <T> T inOneRequest(Supplier<T> action) {
        return firm.inOneRequest(action);
    }

    /**
     * How long after its time of update a change made from now on begins to show.
     *
     * @param lag zero shows it at once
     */
    public void visibilityLag(Duration lag) {
        firm.lag(lag);
    }

    /** What must have arrived in the end. */
    public Ledger ledger() {
        return new Ledger(firm, apiUri);
    }

    Firm firm() {
        return firm;
    }
}
