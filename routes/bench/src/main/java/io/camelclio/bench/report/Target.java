package io.camelclio.bench.report;

import java.util.List;

/**
 * What was to be reached, and what was.
 *
 * @param measured in words, with its spread
 * @param reached whether the median of the rounds reaches it
 */
public record Target(String what, String wanted, String measured, boolean reached) {

    /** All of them as a section. */
    public static Section section(List<Target> targets) {
        Table table = new Table(4, "target", "wanted", "measured", "reached");
        targets.forEach(
                target -> table.row(target.what, target.wanted, target.measured, target.reached ? "yes" : "**no**"));
        return new Section("Targets", List.of(), table, List.of(), targets);
    }
}
