package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.AnswerTooLongException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Tells a call that was never sent from one whose answer did not come, or was not taken. */
public final class NoAnswer {

    private NoAnswer() {}

    /**
     * The failure's own text is not passed on: it may quote the request.
     *
     * @param what names what was asked, without its query
     */
    public static ClioException of(String what, Throwable failure, Duration deadline) {
        if (failure instanceof AnswerTooLongException) {
            return new ClioException(Kind.TOO_LONG, what, 0, what + " got an answer that is too long", failure);
        }
        String reason = failure instanceof TimeoutException
                ? "nothing within " + deadline
                : failure.getClass().getSimpleName();
        return new ClioException(
                wasNeverSent(failure) ? Kind.UNREACHABLE : Kind.NO_ANSWER,
                what,
                0,
                what + " got no answer: " + reason,
                failure);
    }

    private static boolean wasNeverSent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof UnresolvedAddressException;
    }
}
