package io.oncestream.connector.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks that bytes are UTF-8, and shows those that may not be. Not thread-safe. */
public final class Utf8 {

    static final int EXCERPT_CHARS = 1_000;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final CharsetDecoder strict =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(4096);

    static boolean isAscii(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            if (((long) LONGS.get(bytes, i) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    boolean isValid(byte[] bytes, int from, int to) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, to - from);
        strict.reset();
        CoderResult result;
        do {
            decoded.clear();
            result = strict.decode(rest, decoded, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    /**
     * The first 1,000 characters of what may not be UTF-8; what is not, and NUL, which databases
     * refuse, as U+FFFD.
     */
    public static String excerpt(byte[] bytes, int from, int to) {
        // Four bytes a character: whatever is cut here lies behind the last character that is kept.
        int length = Math.min(to - from, 4 * EXCERPT_CHARS);
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return cut(text.replace('\0', '\uFFFD'), EXCERPT_CHARS);
    }

    /** At most that many characters, and never half of a surrogate pair. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(charsMax - 1));
        return text.substring(0, splitsPair ? charsMax - 1 : charsMax);
    }
}
