package io.camelclio.app.letters;

/**
 * Text of others, made safe to be shown: what would move a cursor, colour a line, hide or reorder text is written as an
 * escape such as <code>\</code><code>u001b</code>. Nothing else is changed.
 */
public final class TerminalText {

    private TerminalText() {}

    /** On one line. */
    public static String line(String text) {
        return escaped(text, "");
    }

    /** With its line breaks and tabs. */
    public static String block(String text) {
        return escaped(text, "\n\t");
    }

    private static String escaped(String text, String allowed) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (allowed.indexOf(point) >= 0 || isHarmless(point)) {
                safe.appendCodePoint(point);
            } else if (Character.isBmpCodePoint(point)) {
                safe.append("\\u%04x".formatted(point));
            } else {
                safe.append("\\U%08x".formatted(point));
            }
        });
        return safe.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
