package io.camelclio.app;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one look at the metrics shows: the names of the series, and the labels that each has. */
final class Scrape {

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? [^ ]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    private Scrape() {}

    /** @param text in Prometheus' text format */
    static Scrape parse(String text) {
        Scrape scrape = new Scrape();
        text.lines().filter(line -> !line.startsWith("#")).forEach(scrape::read);
        return scrape;
    }

    private void read(String line) {
        Matcher series = SERIES.matcher(line);
        if (!series.matches()) {
            throw new IllegalArgumentException("No series: " + line);
        }
        Set<String> its = labels.computeIfAbsent(series.group(1), name -> new TreeSet<>());
        if (series.group(2) != null) {
            Matcher label = LABEL.matcher(series.group(2));
            while (label.find()) {
                its.add(label.group(1));
            }
        }
    }

    Set<String> metrics() {
        return labels.keySet();
    }

    /** Of any series of that name; none of a metric that is not there. */
    Set<String> labels(String metric) {
        return labels.getOrDefault(metric, Set.of());
    }
}
