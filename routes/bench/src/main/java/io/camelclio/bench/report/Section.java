package io.camelclio.bench.report;

import java.util.List;

/**
 * What one part of the bench has to say.
 *
 * @param notes sentences above the table, each true of this run
 * @param data the figures round by round, for the JSON file
 */
public record Section(String title, List<String> notes, Table table, List<Chart> charts, Object data) {

    public Section {
        notes = List.copyOf(notes);
        charts = List.copyOf(charts);
    }

    String markdown(String heading) {
        return heading + " " + title + "\n\n" + (notes.isEmpty() ? "" : String.join(" ", notes) + "\n\n")
                + table.markdown() + "\n";
    }
}
