package io.camelclio.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The lowest, the middle and the highest of a figure over the rounds: never a mean, which hides a bad round. */
public record Spread(double lowest, double median, double highest, int rounds) {

    /** @throws IllegalArgumentException if there is no round */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("A spread needs a round at least");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1), sorted.size());
    }

    /**
     * Of each round the quotient of two figures that were measured side by side.
     *
     * @throws IllegalArgumentException if one has more rounds than the other
     */
    public static Spread ofRatios(List<Double> figures, List<Double> others) {
        if (figures.size() != others.size()) {
            throw new IllegalArgumentException(
                    "%d rounds beside %d are no pairs".formatted(figures.size(), others.size()));
        }
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / others.get(round))
                .toList());
    }

    /**
     * Text such as {@code 0.57 (0.55 to 0.60)}.
     *
     * @param format of one figure, such as {@code %.2f}
     */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, lowest, highest);
    }
}
