package io.oncestream.connector.format;

/**
 * Finds where one JSON value ends, in pieces of its bytes. It looks at brackets and quotes alone:
 * whether what stands between them is JSON is for a parser to say.
 */
final class JsonExtent {

    /** The value goes on behind the bytes. */
    static final int INCOMPLETE = -1;

    private int depth;
    private boolean quoted;
    private boolean escaped;
    private boolean begun;

    /**
     * Goes on with the value.
     *
     * @return the index behind its last byte, or {@link #INCOMPLETE}
     */
    int scan(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (begun && depth == 0 && !quoted && endsBefore(bytes[i])) {
                return i;
            }
            take(bytes[i]);
            begun = true;
            if (depth == 0 && !quoted && isClosing(bytes[i])) {
                return i + 1;
            }
        }
        return INCOMPLETE;
    }

    /** Whether brackets or a quote still wait for their end. */
    boolean isOpen() {
        return depth > 0 || quoted;
    }

    private void take(byte b) {
        if (quoted) {
            quoted = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return;
        }
        switch (b) {
            case '"' -> quoted = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth = Math.max(0, depth - 1);
            default -> {
                // A part of a number or a word.
            }
        }
    }

    /** What ends a number or a word, and does not belong to it. */
    private static boolean endsBefore(byte b) {
        return isBlank(b) || b == ',' || b == '[' || b == ']' || b == '{' || b == '}' || b == '"';
    }

    private static boolean isClosing(byte b) {
        return b == '}' || b == ']' || b == '"';
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
