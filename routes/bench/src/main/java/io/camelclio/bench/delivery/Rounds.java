package io.camelclio.bench.delivery;

import io.camelclio.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All rounds of one part. Those of all subjects with the same number were measured one after the other. */
final class Rounds {

    private final List<Round> rounds = new ArrayList<>();

    void add(Round round) {
        rounds.add(round);
    }

    List<Round> all() {
        return List.copyOf(rounds);
    }

    List<String> subjects() {
        return rounds.stream().map(Round::subject).distinct().toList();
    }

    List<Integer> connections() {
        return rounds.stream().map(Round::connections).distinct().toList();
    }

    boolean has(String subject) {
        return rounds.stream().anyMatch(round -> round.subject().equals(subject));
    }

    /** One figure of one subject. */
    Spread of(String subject, int connections, ToDoubleFunction<Round> figure) {
        return Spread.of(figures(subject, connections, figure));
    }

    /** One figure of one subject beside that of another in the same round. */
    Spread ratio(String subject, String other, int connections, ToDoubleFunction<Round> figure) {
        return Spread.ofRatios(figures(subject, connections, figure), figures(other, connections, figure));
    }

    int refused(String subject, int connections) {
        return of(subject, connections).stream().mapToInt(Round::refused).sum();
    }

    private List<Double> figures(String subject, int connections, ToDoubleFunction<Round> figure) {
        return of(subject, connections).stream().map(figure::applyAsDouble).toList();
    }

    private List<Round> of(String subject, int connections) {
        return rounds.stream()
                .filter(round ->
                        round.connections() == connections && round.subject().equals(subject))
                .toList();
    }
}
