package io.oncestream.connector.format;

/**
 * Numbers in decimal notation, with a point and an exponent if need be: not what only Java writes
 * so ({@code 1d}, {@code 0x1p3}, {@code NaN}, digits of other scripts).
 */
final class DecimalNumber {

    private DecimalNumber() {}

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
