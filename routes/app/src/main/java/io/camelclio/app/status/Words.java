package io.camelclio.app.status;

/** Words that came from elsewhere, at a length that a page can show and a process can keep. */
final class Words {

    /** In characters. */
    static final int LONGEST = 300;

    private Words() {}

    /** Its beginning, with a sign where something is left out; null stays null. */
    static String bounded(String words) {
        if (words == null || words.length() <= LONGEST) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return words.substring(0, end) + "…";
    }
}
