package io.camelclio.component.api;

import io.camelclio.component.api.RefreshObserver.Outcome;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenStore;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * Who a connection is at Clio: the credentials in force and the one token session made of them. Credentials change as a
 * whole while calls go on: whoever asks for a token afterwards gets one of the new ones, and a refusal of the old ones is
 * forgotten.
 */
public final class ClioLogin {

    private final TokenSession session;
    private final RefreshObserver observer;
    private volatile ClioTokens tokens;

    /**
     * @param connection the connection's name, for the log
     * @param store where a refresh token that Clio replaces is kept
     * @param clock should be monotonic
     */
    public ClioLogin(
            String connection,
            TokenEndpoint endpoint,
            ClioCredentials credentials,
            TokenStore store,
            Clock clock,
            RefreshObserver observer) {
        this.tokens = new ClioTokens(connection, endpoint, credentials, store);
        this.session = new TokenSession(this::issue, clock);
        this.observer = observer;
    }

    private CompletionStage<AccessToken> issue() {
        ClioTokens asked = tokens;
        return asked.areRenewable()
                ? asked.refresh().whenComplete((token, failure) -> observer.refreshed(outcome(failure)))
                : asked.refresh();
    }

    private static Outcome outcome(Throwable failure) {
        if (failure == null) {
            return Outcome.OK;
        }
        Throwable cause = HttpCall.cause(failure);
        boolean refused = cause instanceof ClioException e && e.kind() == ClioException.Kind.CREDENTIALS;
        return refused ? Outcome.REFUSED : Outcome.FAILED;
    }

    /** The one session of all calls; stays the same whatever the credentials. */
    public TokenSession session() {
        return session;
    }

    /**
     * Takes other credentials from now on. Their refresh token takes the place of the stored one, which belonged to the
     * old ones; without one, the store is read again.
     *
     * @throws IOException when the store cannot be written or read; the old credentials then stay in force
     */
    public synchronized void change(ClioCredentials credentials) throws IOException {
        tokens = tokens.replacedBy(credentials);
        session.renew();
    }
}
