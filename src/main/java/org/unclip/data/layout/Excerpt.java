package org.unclip.data.layout;

/** The beginning of a text, for messages. */
final class Excerpt {
    private static final int CHARACTERS = 80;

    private Excerpt() {}

    /** All of a short text, the beginning of a long one. */
    static String of(String text) {
        return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
    }
}
