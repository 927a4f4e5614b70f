package io.camelclio.docs;

/**
 * A piece of code in a page.
 *
 * @param place file and line of its first line
 */
record Example(String place, String code) {

    @Override
    public String toString() {
        return place;
    }
}
