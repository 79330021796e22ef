package io.oncestream.connector.jdbc.rows;

import org.jspecify.annotations.Nullable;

/** What a Java text can hold and no database stores as it is. */
public final class StorableText {
    private StorableText() {}

    /** What is wrong with it, such as "a text with a NUL character"; null where nothing is. */
    public static @Nullable String fault(String text) {
        if (text.indexOf('\0') >= 0) {
            return "a text with a NUL character, which no sink stores";
        }
        if (hasHalfAPair(text)) {
            // Its UTF-8 would be a question mark, and different keys would become one.
            return "a text with half of a surrogate pair, which is no character";
        }
        return null;
    }

    private static boolean hasHalfAPair(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int codePoint = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }
}
