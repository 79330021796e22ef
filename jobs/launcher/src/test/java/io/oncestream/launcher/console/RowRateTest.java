package io.oncestream.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowRateTest {

    private static final long SECOND = 1_000_000_000L;

    private final RowRate rate = new RowRate();

    @Test
    void itIsThatOfTheLastSeconds() {
        assertThat(rate.perSecond(0, 100)).isZero();
        assertThat(rate.perSecond(SECOND, 300)).isEqualTo(200);
        assertThat(rate.perSecond(2 * SECOND, 300)).isEqualTo(100);
        assertThat(rate.perSecond(20 * SECOND, 300)).isZero();
    }

    /** Seen red with them taken for read just now: 5,000,000 rows/s. */
    @Test
    void whatAResumedJobHadReadBeforeIsNoRate() {
        assertThat(rate.perSecond(0, 0)).isZero();
        assertThat(rate.perSecond(SECOND, 5_000_000)).isZero();
        assertThat(rate.perSecond(2 * SECOND, 5_000_700)).isEqualTo(700);
    }

    @Test
    void aRestartGoesBackAndBeginsAnew() {
        assertThat(rate.perSecond(0, 1_000)).isZero();
        assertThat(rate.perSecond(SECOND, 0)).isZero();
        assertThat(rate.perSecond(2 * SECOND, 900)).isZero();
        assertThat(rate.perSecond(3 * SECOND, 1_000)).isEqualTo(100);
    }
}
