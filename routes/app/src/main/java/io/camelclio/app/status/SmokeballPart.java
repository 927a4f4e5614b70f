package io.camelclio.app.status;

import io.camelclio.app.smokeball.PollProgress;
import io.camelclio.app.smokeball.SmokeballCollections;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.smokeball.connection.SmokeballMeters;
import io.camelclio.app.status.FlowRoute.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The accounts at Smokeball: polls and rate. */
final class SmokeballPart implements Part {

    /** The rate is for a second. */
    private static final int SECONDS_A_MINUTE = 60;

    private final CamelContext context;
    private final Failures failures;
    private final CallCounts calls;

    SmokeballPart(CamelContext context, Failures failures, Duration longestBlink) {
        this.context = context;
        this.failures = failures;
        this.calls = new CallCounts(context, SmokeballMeters.CALLS, longestBlink);
    }

    @Override
    public String subject() {
        return "The accounts at Smokeball";
    }

    @Override
    public void look(Draft draft) {
        context.getRegistry().findByType(SmokeballConnection.class).stream()
                .filter(SmokeballConnection::isStarted)
                .sorted(Comparator.comparing(SmokeballConnection::getName))
                .forEach(connection -> budget(connection, draft));
        Map<String, PollProgress> polls = context.getRegistry().findByType(SmokeballCollections.class).stream()
                .flatMap(collections -> collections.polls().stream())
                .collect(Collectors.toMap(PollProgress::routeId, Function.identity(), (one, other) -> one));
        draft.flow().stream()
                .filter(route -> route.source().vendor().equals("smokeball") && route.kind() == Kind.POLL)
                .forEach(route -> poll(route, Optional.ofNullable(polls.get(route.reader())), draft));
    }

    private void budget(SmokeballConnection connection, Draft draft) {
        Account account = new Account("smokeball", connection.getName());
        draft.add(account);
        draft.budgets.add(StatusReport.Budget.of(
                account.id(),
                connection.budgetState(),
                SECONDS_A_MINUTE,
                calls.minutes(connection.getName(), draft.now())));
    }

    private void poll(FlowRoute route, Optional<PollProgress> progress, Draft draft) {
        Optional<String> failure = failures.of(route.reader())
                .flatMap(RouteFailures::last)
                .filter(failed -> progress.flatMap(PollProgress::lastWhole)
                        .filter(failed.at()::isBefore)
                        .isEmpty())
                .filter(failed -> progress.isPresent())
                .map(RouteFailure::text);
        draft.polls.add(new StatusReport.Poll(
                route.source().id(),
                route.what(),
                progress.isPresent(),
                progress.flatMap(PollProgress::upTo).orElse(null),
                progress.flatMap(PollProgress::lastWhole).orElse(null),
                failure.orElse(null)));
        failure.ifPresent(why -> draft.stands(
                ClioPart.poll(route.source().id(), route.what()), "The last read failed: " + why, (String) null));
    }
}
