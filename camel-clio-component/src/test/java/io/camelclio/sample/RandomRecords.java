package io.camelclio.sample;

import java.util.Random;

/** Makes well-formed records with everything JSON allows: white space, escapes, odd numbers, nesting. Seeded. */
public final class RandomRecords {

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-0.0",
        "1E+2",
        "1e-7",
        "250.00",
        "9007199254740993",
        "3.141592653589793238462643383279502884",
        "-1.5E3"
    };
    private static final String[] TEXTS = {
        "", "a", "é", "法", "\uD83D\uDCDC", "\\n", "\\u00e9", "\\\"", "\\\\", "\\/", "{", "}", "[", "]", ",", ":", "data"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "   "};
    private static final int MAX_DEPTH = 6;

    private final Random random;

    public RandomRecords(Random random) {
        this.random = random;
    }

    /** A JSON object whose names differ, with white space in odd places but none around it. */
    public String record() {
        return object(0);
    }

    /** White space, mostly none. */
    public String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    /** Any JSON value. */
    public String value() {
        return value(0);
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{").append(space());
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            object.append(i == 0 ? "" : "," + space())
                    .append('"')
                    .append(text())
                    .append(i)
                    .append('"')
                    .append(space())
                    .append(':')
                    .append(space())
                    .append(value(depth + 1))
                    .append(space());
        }
        return object.append('}').toString();
    }

    private String array(int depth) {
        StringBuilder array = new StringBuilder("[").append(space());
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            array.append(i == 0 ? "" : "," + space()).append(value(depth + 1)).append(space());
        }
        return array.append(']').toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 4 -> '"' + text() + '"';
            case 5 -> object(depth);
            default -> array(depth);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }
}
