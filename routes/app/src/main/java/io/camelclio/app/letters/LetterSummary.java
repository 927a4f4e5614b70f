package io.camelclio.app.letters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A list of letters for a person: how many of which sort, the most urgent question first, and then the newest of them. It
 * holds no more letters than it shows.
 */
public final class LetterSummary {

    private static final Comparator<LetterView> BY_TIME =
            Comparator.comparing(LetterView::keptAt).thenComparing(LetterView::id);

    private final int newest;
    private final PriorityQueue<LetterView> rows = new PriorityQueue<>(BY_TIME);
    private final Map<Sort, Tally> sorts = new TreeMap<>();
    private int all;
    private int open;

    /** @param newest how many are shown by themselves */
    public LetterSummary(int newest) {
        this.newest = newest;
    }

    /** Counts a letter; they may come in any order. */
    public void add(LetterView letter) {
        all++;
        open += letter.end().isEmpty() ? 1 : 0;
        sorts.computeIfAbsent(Sort.of(letter), any -> new Tally()).add(letter);
        rows.add(letter);
        if (rows.size() > newest) {
            rows.remove();
        }
    }

    /** How many are still to be replayed or looked at. */
    public int open() {
        return open;
    }

    /** The lines to show; nothing in them can attack a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(all == 0 ? "No dead letters." : all + " dead letters, " + open + " of them open.");
        if (all == 0) {
            return lines;
        }
        lines.add("");
        lines.add("%7s  %-9s %-18s %-28s %-20s  %s"
                .formatted("letters", "state", "reason", "entity", "newest", "oldest"));
        sorts.forEach((sort, tally) -> {
            lines.add("%7d  %-9s %-18s %-28s %-20s  %s"
                    .formatted(
                            tally.count,
                            sort.state(),
                            TerminalText.line(sort.reason()),
                            TerminalText.line(sort.entity()),
                            seconds(tally.newest),
                            seconds(tally.oldest)));
            if (sort.hindrance() != null) {
                lines.add("         cannot be replayed: " + sort.hindrance());
                lines.add("         instead: " + sort.remedy());
            }
        });
        lines.add("");
        lines.add("%-18s %-20s %-9s %-18s %-28s %s".formatted("id", "kept at", "state", "reason", "entity", "key"));
        rows.stream().sorted(BY_TIME).forEach(letter -> lines.add(row(letter)));
        if (rows.size() < all) {
            lines.add("… and " + (all - rows.size()) + " older ones: --limit shows more.");
        }
        return lines;
    }

    private static String row(LetterView letter) {
        String row = "%-18s %-20s %-9s %-18s %-28s %s"
                .formatted(
                        letter.id(),
                        seconds(letter.keptAt()),
                        letter.state(),
                        TerminalText.line(letter.reason()),
                        TerminalText.line(letter.entity()),
                        TerminalText.line(letter.key()));
        return letter.end()
                .map(end -> row + "  (" + seconds(end.at()) + " by " + TerminalText.line(end.by()) + ")")
                .orElse(row);
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private record Sort(String state, String reason, String entity, String hindrance, String remedy)
            implements Comparable<Sort> {

        static Sort of(LetterView letter) {
            boolean hindered = letter.end().isEmpty() && !letter.prospect().isGood();
            return new Sort(
                    letter.state(),
                    letter.reason(),
                    letter.entity(),
                    hindered ? letter.prospect().hindrance() : null,
                    hindered ? letter.prospect().remedy() : null);
        }

        @Override
        public int compareTo(Sort other) {
            return words().compareTo(other.words());
        }

        private String words() {
            return (state.equals("open") ? "0" : "1") + state + "\n" + reason + "\n" + entity + "\n" + hindrance;
        }
    }

    private static final class Tally {

        private int count;
        private Instant oldest = Instant.MAX;
        private Instant newest = Instant.MIN;

        void add(LetterView letter) {
            count++;
            oldest = letter.keptAt().isBefore(oldest) ? letter.keptAt() : oldest;
            newest = letter.keptAt().isAfter(newest) ? letter.keptAt() : newest;
        }
    }
}
