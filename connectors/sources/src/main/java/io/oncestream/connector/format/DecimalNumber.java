package io.oncestream.connector.format;

import java.math.BigDecimal;

/**
 * Numbers in decimal notation, with a point and an exponent if need be: not what only Java writes
 * so ({@code 1d}, {@code 0x1p3}, {@code NaN}, digits of other scripts).
 */
public final class DecimalNumber {

    private static final int DIGITS_MAX = 1_000;

    /** With a sign and a point. */
    private static final int CHARS_MAX = 2 * DIGITS_MAX + 2;

    private DecimalNumber() {}

    /**
     * With all of its digits, at most 1,000 in front of the point and behind it: nothing that is
     * computed of it becomes large.
     *
     * @throws NumberFormatException whose message says what is wrong, to stand behind the text
     */
    public static BigDecimal parse(String text) {
        if (text.length() <= CHARS_MAX && isOne(text)) {
            BigDecimal number = exact(text);
            if (number.scale() <= DIGITS_MAX
                    && (long) number.precision() - number.scale() <= DIGITS_MAX) {
                return number;
            }
        }
        throw new NumberFormatException("is not a number of at most 1,000 digits");
    }

    private static BigDecimal exact(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) { // An exponent beyond 32 bits.
            throw new NumberFormatException("is out of range");
        }
    }

    static boolean isOne(String text) {
        int at = afterSign(text, 0);
        int point = afterDigits(text, at);
        int digits = point - at;
        at = point;
        if (at < text.length() && text.charAt(at) == '.') {
            at = afterDigits(text, point + 1);
            digits += at - point - 1;
        }
        if (digits > 0 && at < text.length() && (text.charAt(at) | ' ') == 'e') {
            int exponent = afterSign(text, at + 1);
            at = afterDigits(text, exponent);
            digits = at - exponent;
        }
        return digits > 0 && at == text.length();
    }

    /** Without a point and an exponent, of however many digits. */
    static boolean isWhole(String text) {
        int digits = afterSign(text, 0);
        return digits < text.length() && afterDigits(text, digits) == text.length();
    }

    private static int afterSign(String text, int at) {
        boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
        return sign ? at + 1 : at;
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
