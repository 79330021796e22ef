package io.oncestream.connector.jdbc.rows;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether a number fits a decimal column as it is. */
final class ExactDecimal {
    private static final int SHOWN_MAX = 80;

    private ExactDecimal() {}

    /**
     * What is wrong with it, in words; null where nothing is. Digits are counted and none is
     * computed, for a BigDecimal such as 1E+999999999 would become a gigabyte.
     */
    static @Nullable String fault(BigDecimal value, int precision, int scale) {
        if (value.signum() == 0) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        long integerDigits = (long) stripped.precision() - stripped.scale();
        return stripped.scale() <= scale && integerDigits <= precision - scale
                ? null
                : "the number %s, which decimal(%d, %d) does not hold without rounding"
                        .formatted(shown(value), precision, scale);
    }

    private static String shown(BigDecimal value) {
        String text = value.toString();
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    }
}
