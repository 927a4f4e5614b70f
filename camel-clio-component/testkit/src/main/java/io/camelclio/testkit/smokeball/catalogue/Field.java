package io.camelclio.testkit.smokeball.catalogue;

/**
 * One field of a record.
 *
 * @param name its name
 * @param kind the first word of its kind, such as {@code money}
 * @param detail what follows that word, such as a collection or a type; empty if nothing does
 */
public record Field(String name, String kind, String detail) {

    static Field parse(String line) {
        String[] words = line.split(" ", 3);
        return new Field(words[0], words[1], words.length < 3 ? "" : words[2]);
    }
}
