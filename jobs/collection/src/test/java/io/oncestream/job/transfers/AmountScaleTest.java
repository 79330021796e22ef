package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountScaleTest {

    @ParameterizedTest
    @CsvSource({
        "2, 1.5, 150",
        "2, 1.500, 150",
        "2, +007, 700",
        "2, 1e2, 10000",
        "2, 1.50e1, 1500",
        "2, .01, 1",
        "0, 3, 3",
        "0, 3.0, 3",
        "9, 0.000000001, 1",
        "2, 92233720368547758.07, 9223372036854775807",
        "0, 9223372036854775807, 9223372036854775807",
        "9, 9223372036.854775807, 9223372036854775807",
    })
    void whatFitsIsExact(int decimals, String text, long units) {
        AmountScale scale = new AmountScale(decimals);
        assertThat(scale.units("amount", text)).isEqualTo(units);
        assertThat(scale.amount(units)).isEqualByComparingTo(text).hasScaleOf(decimals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.005 | amount is 1.005: it must have no more than 2 decimals",
                "1e-3 | amount is 1e-3: it must have no more than 2 decimals",
                "0 | amount is 0: it must be above 0",
                "-1 | amount is -1: it must be above 0",
                "0.00 | amount is 0.00: it must be above 0",
                "92233720368547758.08 | amount is 92233720368547758.08: it must be at most"
                        + " 92233720368547758.07",
                "1e900 | amount is 1e900: it must be at most 92233720368547758.07",
                "1e1001 | amount '1e1001' is not a number of at most 1,000 digits",
                "1e9999999999 | amount '1e9999999999' is out of range",
                "NaN | amount 'NaN' is not a number of at most 1,000 digits",
                "0x10 | amount '0x10' is not a number of at most 1,000 digits",
                "1,50 | amount '1,50' is not a number of at most 1,000 digits",
                "١ | amount '١' is not a number of at most 1,000 digits",
                "'' | amount '' is not a number of at most 1,000 digits",
                "1 000 | amount '1 000' is not a number of at most 1,000 digits",
            })
    void whatDoesNotFitIsRefusedWithTheText(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmountScale(2).units("amount", text))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void decimalsHaveBounds(int decimals) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmountScale(decimals))
                .withMessage("--scale is %d: it must be from 0 to 9", decimals);
    }

    /** A table's column has room for all that a balance can be. */
    @Test
    void thePrecisionIsThatOfTheGreatestBalance() {
        assertThat(new AmountScale(9).amount(Long.MAX_VALUE).precision())
                .isEqualTo(AmountScale.PRECISION);
    }
}
