package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.http.RequestHandler;
import io.camelclio.pull.http.HttpCall;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the answer to every request on one action's path, whatever the HTTP engine. The route sees a click only when
 * Clio has confirmed it, and no nonce twice. Whatever is wrong with a click, its sender is told the same.
 */
final class ClickHandler implements RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClickHandler.class);

    /** Clio looked at the click and did not confirm it. */
    private static final Set<Kind> REFUSALS = EnumSet.of(Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.INVALID_REQUEST);

    private final Set<ActionSubject> subjects;
    private final UserConnections users;
    private final SeenNonces seen;
    private final Verification verification;
    private final ActionRoute route;
    private final Semaphore inFlight;
    private final Duration timeout;
    private final Executor executor;
    private volatile boolean accepting = true;

    /**
     * @param maxInFlight the most clicks that may be between their check and the end of the route
     * @param timeout how long a browser waits at most
     * @param executor runs the route and, beside it, the answer to a browser that waited too long; must have room for both
     *     of each click in flight
     */
    ClickHandler(
            Set<ActionSubject> subjects,
            UserConnections users,
            SeenNonces seen,
            Verification verification,
            ActionRoute route,
            int maxInFlight,
            Duration timeout,
            Executor executor) {
        this.subjects = subjects;
        this.users = users;
        this.seen = seen;
        this.verification = verification;
        this.route = route;
        this.inFlight = new Semaphore(maxInFlight);
        this.timeout = timeout;
        this.executor = executor;
    }

    /** While not accepting, users are asked to come again. */
    void accept(boolean accept) {
        accepting = accept;
    }

    /** The answer, complete within the time-out; never fails. */
    @Override
    public CompletionStage<Answer> handle(Request request) {
        if (!request.method().equals("GET")) {
            return CompletableFuture.completedFuture(ActionAnswer.NOT_A_GET);
        }
        if (!accepting) {
            return CompletableFuture.completedFuture(ActionAnswer.LATER);
        }
        Optional<Click> click = Click.parse(request.query());
        if (click.isEmpty() || !subjects.contains(click.get().subject().type())) {
            LOG.debug("A request was refused: it is no click on what this action stands on");
            return CompletableFuture.completedFuture(ActionAnswer.REFUSED);
        }
        return users.of(click.get().userId())
                .map(connection -> admit(click.get(), connection))
                .orElseGet(() -> {
                    LOG.debug(
                            "{} was refused: no option user.{} names a connection",
                            click.get(),
                            click.get().userId());
                    return CompletableFuture.completedFuture(ActionAnswer.REFUSED);
                });
    }

    private CompletableFuture<Answer> admit(Click click, ClioConnection connection) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.completedFuture(ActionAnswer.LATER);
        }
        if (!seen.add(click.nonce())) {
            inFlight.release();
            LOG.debug("Connection '{}': {} was refused: its nonce came before", connection.getName(), click);
            return CompletableFuture.completedFuture(ActionAnswer.REFUSED);
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture.completedFuture(click)
                .thenCompose(asked -> verification.of(asked, connection))
                .handleAsync((record, failure) -> confirmed(click, connection, record, failure, answer), executor)
                .thenCompose(Function.identity())
                .whenComplete((shown, failure) -> {
                    inFlight.release();
                    answer.complete(failure == null ? shown : broken(click, connection, HttpCall.cause(failure)));
                });
        putOffLate(answer);
        return answer;
    }

    /** The timer's thread is the whole JVM's, and to write an answer may block: it is only to hand it over. */
    private void putOffLate(CompletableFuture<Answer> answer) {
        CompletableFuture<Answer> late = new CompletableFuture<Answer>()
                .completeOnTimeout(ActionAnswer.LATER, timeout.toMillis(), TimeUnit.MILLISECONDS);
        late.thenAcceptAsync(answer::complete, executor).exceptionally(stopped -> {
            answer.complete(ActionAnswer.LATER);
            return null;
        });
        answer.whenComplete((shown, failure) -> late.cancel(false));
    }

    /** The route is not started for a browser that was put off already: its user clicks again. */
    private CompletableFuture<Answer> confirmed(
            Click click,
            ClioConnection connection,
            byte[] record,
            Throwable failure,
            CompletableFuture<Answer> answer) {
        if (failure != null) {
            return CompletableFuture.completedFuture(unconfirmed(click, connection, HttpCall.cause(failure)));
        }
        return answer.isDone() ? answer : route.show(click, connection, record);
    }

    /** Where Clio did not decide, the same click may be shown again. */
    private Answer unconfirmed(Click click, ClioConnection connection, Throwable failure) {
        if (failure instanceof ClioException refusal && REFUSALS.contains(refusal.kind())) {
            LOG.debug("Connection '{}': {} was refused by Clio: {}", connection.getName(), click, refusal.getMessage());
            return ActionAnswer.REFUSED;
        }
        seen.forget(click.nonce());
        LOG.warn(
                "Connection '{}': {} could not be confirmed and was answered with 503: {}",
                connection.getName(),
                click,
                reason(failure));
        return ActionAnswer.LATER;
    }

    private static Answer broken(Click click, ClioConnection connection, Throwable failure) {
        LOG.error("Connection '{}': {} could not be shown: {}", connection.getName(), click, reason(failure));
        return failure instanceof RejectedExecutionException ? ActionAnswer.LATER : ActionAnswer.FAILED;
    }

    /** Only our own texts are known to hold no secret. */
    private static String reason(Throwable failure) {
        return failure instanceof ClioException
                ? failure.getMessage()
                : failure.getClass().getName();
    }
}
