package io.camelclio.docs;

import java.util.List;

/** Writes a table in AsciiDoc, a line for each row. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    /** @param widths of the columns, in AsciiDoc's words, such as {@code 2,5,1} */
    Table(String widths, String... titles) {
        text.append("[width=\"100%\",cols=\"").append(widths).append("\",options=\"header\"]\n|===\n");
        row(List.of(titles));
        text.append('\n');
    }

    Table row(List<String> cells) {
        for (String cell : cells) {
            text.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        text.setLength(text.length() - 1);
        text.append('\n');
        return this;
    }

    String text() {
        return text.toString().replaceAll(" +\n", "\n") + "|===\n";
    }

    /** A name as it is to be typed. Signs that AsciiDoc would read as its own are taken as they are. */
    static String code(String name) {
        return name.matches("[A-Za-z0-9_.(),:/ -]+") ? "`" + name + "`" : "`+" + name + "+`";
    }
}
