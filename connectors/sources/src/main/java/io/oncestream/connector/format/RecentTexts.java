package io.oncestream.connector.format;

import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, as keys do: each is made once, and has its hash code from then
 * on. Not thread-safe.
 */
final class RecentTexts {

    private static final int TEXTS = 1 << 12;
    private static final int LENGTH_MAX = 64;

    private final @Nullable String[] texts = new @Nullable String[TEXTS];

    /** The text of these bytes if it is known; each is ASCII. */
    @Nullable String find(byte[] bytes, int from, int to) {
        String text = to - from > LENGTH_MAX ? null : texts[place(bytes, from, to)];
        return text != null && isOf(text, bytes, from, to) ? text : null;
    }

    /** Keeps a text that is written as these bytes. */
    void add(String text, byte[] bytes, int from, int to) {
        if (to - from <= LENGTH_MAX && isOf(text, bytes, from, to)) {
            texts[place(bytes, from, to)] = text;
        }
    }

    private static int place(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (TEXTS - 1);
    }

    /** Not so where a character takes several bytes: those are negative. */
    private static boolean isOf(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
