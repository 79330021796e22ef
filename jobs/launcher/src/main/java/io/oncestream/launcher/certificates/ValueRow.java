package io.oncestream.launcher.certificates;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of values.
 *
 * @param text the value as it stands there; null: there is none
 * @param value the same as a number
 * @param isProven whether the table of certificates has one of that very value; it need not hold
 */
public record ValueRow(
        String instrument,
        long round,
        String status,
        @Nullable String text,
        @Nullable BigDecimal value,
        boolean isProven) {}
