package io.camelclio.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL names: metrics with the labels they are chosen by, and the labels of its groupings. Knows as
 * much of the language as our own expressions use.
 */
final class PromQuery {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][\\w:]*)?\\s*\\{([^}]*)}|([a-zA-Z_:][\\w:]*)(\\s*\\()?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** One metric, and the labels by which its series are chosen. */
    record Selector(String metric, Set<String> labels) {}

    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> groupings = new TreeSet<>();

    private PromQuery() {}

    /** @param text an expression, or Grafana's question for the values of a label */
    static PromQuery parse(String text) {
        PromQuery query = new PromQuery();
        Matcher labelValues = LABEL_VALUES.matcher(text);
        if (labelValues.matches()) {
            query.groupings.add(labelValues.group(2));
            query.read(labelValues.group(1));
        } else {
            query.read(text);
        }
        return query;
    }

    private void read(String text) {
        Matcher grouping = GROUPING.matcher(text);
        while (grouping.find()) {
            groupings.addAll(words(grouping.group(1)));
        }
        String plain = RANGE.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" ");
        Matcher selector = SELECTOR.matcher(plain);
        while (selector.find()) {
            if (selector.group(2) != null) {
                chosen(selector.group(1), selector.group(2));
            } else if (selector.group(4) == null && !WORDS.contains(selector.group(3))) {
                selectors.add(new Selector(selector.group(3), Set.of()));
            }
        }
    }

    private void chosen(String metric, String matchers) {
        Set<String> labels = new LinkedHashSet<>();
        List<String> metrics = metric == null ? List.of() : List.of(metric);
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            if (matcher.group(1).equals("__name__")) {
                metrics = List.of(matcher.group(2).replace("\"", "").split("\\|"));
            } else {
                labels.add(matcher.group(1));
            }
        }
        metrics.forEach(name -> selectors.add(new Selector(name, labels)));
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    List<Selector> selectors() {
        return selectors;
    }

    Set<String> groupings() {
        return groupings;
    }

    /** The labels that a text for people quotes, as {@code {{ $labels.model }}} or Grafana's {@code {{model}}}. */
    static Set<String> quoted(String text) {
        Set<String> labels = new TreeSet<>();
        Matcher quote =
                Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z]\\w*)\\s*}}").matcher(text);
        while (quote.find()) {
            labels.add(quote.group(1));
        }
        return labels;
    }
}
