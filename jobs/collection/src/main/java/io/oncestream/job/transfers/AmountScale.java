package io.oncestream.job.transfers;

import io.oncestream.connector.format.DecimalNumber;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many decimals the amounts of a job have. Inside the job they are whole numbers, in units of
 * the last decimal; only what comes and what tables hold are decimals. None is ever rounded.
 */
record AmountScale(int decimals) implements Serializable {

    /** The digits of the greatest number of units. */
    static final int PRECISION = 19;

    private static final int DECIMALS_MAX = 9;

    /** Refuses what is out of bounds, by an {@link IllegalArgumentException} with the value. */
    AmountScale {
        if (decimals < 0 || decimals > DECIMALS_MAX) {
            throw new IllegalArgumentException(
                    "--scale is %d: it must be from 0 to %d".formatted(decimals, DECIMALS_MAX));
        }
    }

    /**
     * Reads an amount that is to be moved. Zeros at its end are no decimals: 1.500 is 1.5.
     *
     * @param name of the field
     * @throws IllegalArgumentException with one sentence for a person
     */
    long units(String name, String text) {
        BigDecimal amount = number(name, text);
        if (amount.signum() <= 0) {
            throw bad(name, text, "must be above 0");
        }
        if (amount.stripTrailingZeros().scale() > decimals) {
            throw bad(name, text, "must have no more than %d decimals".formatted(decimals));
        }
        BigDecimal max = amount(Long.MAX_VALUE);
        if (amount.compareTo(max) > 0) {
            throw bad(name, text, "must be at most " + max.toPlainString());
        }
        return amount.setScale(decimals).unscaledValue().longValueExact();
    }

    private static BigDecimal number(String name, String text) {
        try {
            return DecimalNumber.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s '%s' %s".formatted(name, text, e.getMessage()), e);
        }
    }

    private static IllegalArgumentException bad(String name, String text, String rule) {
        return new IllegalArgumentException("%s is %s: it %s".formatted(name, text, rule));
    }

    @Nullable BigDecimal amountIfThere(@Nullable Long units) {
        return units == null ? null : amount(units);
    }

    /** So many units, for a table. */
    BigDecimal amount(long units) {
        return BigDecimal.valueOf(units, decimals);
    }
}
