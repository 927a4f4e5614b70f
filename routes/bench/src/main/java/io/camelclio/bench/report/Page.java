package io.camelclio.bench.report;

import java.util.List;

/** One HTML page that needs nothing from elsewhere and follows the reader's choice of light or dark. */
final class Page {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>camel-clio: bench</title>
            <style>
            :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --ground: #ffffff; --line: #d1d9e0; --bar: #2f6fdb; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6edf3; --soft: #9198a1; --ground: #0d1117; --line: #3d444d; --bar: #58a6ff; }
            }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; margin: 1rem 0; }
            th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem; text-align: right; font-variant-numeric: tabular-nums; }
            td:not(.words) { white-space: nowrap; }
            th.words, td.words { text-align: left; }
            svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; }
            svg .label { fill: var(--ink); text-anchor: end; }
            svg .figure { fill: var(--soft); }
            svg .bar { fill: var(--bar); }
            svg .spread { stroke: var(--ink); stroke-width: 2; }
            </style>
            </head>
            <body>
            <h1>camel-clio: bench</h1>
            """;

    private Page() {}

    static String of(List<Section> sections) {
        StringBuilder page = new StringBuilder(HEAD);
        sections.forEach(section -> page.append(section(section)));
        return page.append("</body>\n</html>\n").toString();
    }

    private static String section(Section section) {
        StringBuilder html = new StringBuilder("<h2>" + text(section.title()) + "</h2>\n");
        if (!section.notes().isEmpty()) {
            html.append("<p>").append(marked(String.join(" ", section.notes()))).append("</p>\n");
        }
        section.charts().forEach(chart -> html.append("<h3>")
                .append(text(chart.title()))
                .append("</h3>\n")
                .append(chart.svg()));
        return html.append(table(section.table())).toString();
    }

    private static String table(Table table) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead>")
                .append(row(table, "th", table.columns()))
                .append("</thead>\n<tbody>\n");
        table.rows().forEach(row -> html.append(row(table, "td", row)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String row(Table table, String tag, List<String> cells) {
        StringBuilder html = new StringBuilder("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            html.append('<').append(tag).append(table.isWords(column) ? " class=\"words\">" : ">");
            html.append(marked(cells.get(column))).append("</").append(tag).append('>');
        }
        return html.append("</tr>\n").toString();
    }

    /** The little of Markdown that notes and cells use. */
    private static String marked(String markdown) {
        return text(markdown)
                .replaceAll("\\*\\*(.+?)\\*\\*", "<strong>$1</strong>")
                .replaceAll("`(.+?)`", "<code>$1</code>");
    }

    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
