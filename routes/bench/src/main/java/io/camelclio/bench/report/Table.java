package io.camelclio.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows under columns, of which the first ones are words and the others figures. */
public final class Table {

    private final int words;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param words how many columns from the left are words */
    public Table(int words, String... columns) {
        this.words = words;
        this.columns = List.of(columns);
    }

    /** @throws IllegalArgumentException if there are more or fewer cells than columns */
    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of %d cells under %d columns".formatted(cells.length, columns.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    List<String> columns() {
        return columns;
    }

    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    boolean isWords(int column) {
        return column < words;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(line(columns)).append('|');
        for (int column = 0; column < columns.size(); column++) {
            text.append(isWords(column) ? "---|" : "---:|");
        }
        text.append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
