package io.camelclio.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars of one figure, each with its spread, drawn as SVG that follows the page's colours. */
public final class Chart {

    private static final int WIDTH = 760;
    private static final int LABELS = 230;
    private static final int FIGURES = 190;
    private static final int LINE = 26;
    private static final int BAR = 14;

    private record Bar(String label, Spread figure) {}

    private final String title;
    private final String format;
    private final List<Bar> bars = new ArrayList<>();

    /** @param format of a figure, such as {@code %.2f} */
    public Chart(String title, String format) {
        this.title = title;
        this.format = format;
    }

    public Chart bar(String label, Spread figure) {
        bars.add(new Bar(label, figure));
        return this;
    }

    String title() {
        return title;
    }

    String svg() {
        int height = bars.size() * LINE + 4;
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
                .formatted(WIDTH, height, Page.text(title)));
        double most =
                bars.stream().mapToDouble(bar -> bar.figure().highest()).max().orElse(1);
        for (int place = 0; place < bars.size(); place++) {
            svg.append(bar(bars.get(place), place * LINE + 4, (WIDTH - LABELS - FIGURES) / Math.max(most, 1e-9)));
        }
        return svg.append("</svg>\n").toString();
    }

    private String bar(Bar bar, int top, double scale) {
        double from = LABELS + bar.figure().lowest() * scale;
        double to = LABELS + bar.figure().highest() * scale;
        int middle = top + BAR / 2;
        return String.format(
                Locale.ROOT,
                """
                <text class="label" x="%d" y="%d">%s</text>
                <rect class="bar" x="%d" y="%d" width="%.1f" height="%d"/>
                <line class="spread" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>
                <text class="figure" x="%.1f" y="%d">%s</text>
                """,
                LABELS - 8,
                middle + 4,
                Page.text(bar.label()),
                LABELS,
                top,
                bar.figure().median() * scale,
                BAR,
                from,
                middle,
                to,
                middle,
                to + 8,
                middle + 4,
                bar.figure().text(format));
    }
}
