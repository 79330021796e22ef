package io.oncestream.connector.jdbc.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactDecimalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.000",
                "0E+999999999",
                "0E-999999999",
                "12.30",
                "-99.99",
                "99.990000",
                "1E1"
            })
    void aNumberThatFitsIsTaken(String number) {
        BigDecimal value = new BigDecimal(number);
        assertThat(ExactDecimal.fault(value, 4, 2)).isNull();
        assertThat(value.setScale(2)).isEqualByComparingTo(value);
    }

    /** Red by the time when the number was computed first. */
    @ParameterizedTest
    @Timeout(10)
    @ValueSource(
            strings = {
                "0.001",
                "-12.345",
                "100",
                "1E2",
                "99.991",
                "1E+2147483647",
                "1E-2147483647"
            })
    void aNumberThatWouldBeRoundedOrCutIsNamed(String number) {
        BigDecimal value = new BigDecimal(number);
        assertThat(ExactDecimal.fault(value, 4, 2)).contains(value.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void aLongNumberIsCutWhereItIsShown(int digits) {
        assertThat(ExactDecimal.fault(new BigDecimal("9".repeat(digits)), 4, 2))
                .hasSizeLessThan(200)
                .contains("...");
    }
}
