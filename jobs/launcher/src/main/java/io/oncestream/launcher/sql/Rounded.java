package io.oncestream.launcher.sql;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number for reading: six significant digits, more where the whole part has more. */
final class Rounded {

    private static final int DIGITS = 6;
    private static final double PLAIN_MIN = 1e-6;
    private static final double PLAIN_MAX = 1e15;

    private Rounded() {}

    static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value) || size < PLAIN_MIN || size >= PLAIN_MAX) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int whole = Math.max(0, exact.precision() - exact.scale());
        BigDecimal rounded = exact.round(new MathContext(Math.max(DIGITS, whole)));
        return rounded.stripTrailingZeros().toPlainString();
    }
}
