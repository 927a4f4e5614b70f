package io.camelclio.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A report while it is being made: each part of the application that is looked at adds what it knows. */
final class Draft {

    /** How long what has happened once needs somebody. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Instant now;
    private final List<FlowRoute> flow;
    private final Troubles troubles;
    private final TreeMap<String, StatusReport.Source> sources = new TreeMap<>();
    final List<StatusReport.Way> routes = new ArrayList<>();
    final List<StatusReport.Subscription> subscriptions = new ArrayList<>();
    final List<StatusReport.Poll> polls = new ArrayList<>();
    final List<StatusReport.Budget> budgets = new ArrayList<>();
    final List<StatusReport.Latest> latest = new ArrayList<>();
    final List<StatusReport.Sort> deadLetters = new ArrayList<>();

    Draft(Instant now, List<FlowRoute> flow, Troubles troubles) {
        this.now = now;
        this.flow = flow;
        this.troubles = troubles;
        flow.forEach(route -> add(route.source()));
    }

    Instant now() {
        return now;
    }

    List<FlowRoute> flow() {
        return flow;
    }

    void add(Account account) {
        sources.put(account.id(), new StatusReport.Source(account.id(), account.vendor(), account.connection()));
    }

    /** As {@link Troubles#stands}. */
    void stands(String where, String what, Remedy remedy) {
        troubles.stands(Words.bounded(where), Words.bounded(what), remedy.text(), now);
    }

    /** @param remedy in the words of whoever noticed it; null where nobody knows better than the log */
    void stands(String where, String what, String remedy) {
        troubles.stands(Words.bounded(where), Words.bounded(what), Words.bounded(remedy), now);
    }

    /** As {@link Troubles#happened}. */
    void happened(String where, String what, Remedy remedy, boolean grave, Instant at, long times) {
        troubles.happened(
                Words.bounded(where),
                Words.bounded(what),
                remedy == null ? null : remedy.text(),
                grave,
                at,
                times,
                now);
    }

    StatusReport report(Duration every, Instant startedAt) {
        return new StatusReport(
                now,
                every.toSeconds(),
                startedAt,
                List.copyOf(sources.values()),
                routes,
                subscriptions,
                polls,
                budgets,
                latest,
                deadLetters,
                troubles.all().stream().map(this::problem).toList());
    }

    private StatusReport.Problem problem(Troubles.Trouble trouble) {
        boolean active =
                trouble.lasting() ? trouble.last().equals(now) : !trouble.last().isBefore(now.minus(FRESH));
        return new StatusReport.Problem(
                trouble.where(),
                trouble.what(),
                trouble.remedy(),
                trouble.grave() && active,
                trouble.lasting(),
                trouble.first(),
                trouble.last(),
                trouble.times());
    }
}
