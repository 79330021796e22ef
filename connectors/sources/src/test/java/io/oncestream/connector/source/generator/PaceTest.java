package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;
    private static final int MAX = 1_000_000;

    /** Where the clock stands is nothing to rely on: it may be negative. */
    private static final long START = -5 * SECOND;

    @Test
    void atTheStartOrAfterARestoreNothingIsDue() {
        Pace pace = new Pace(1_000, 1, START);
        assertThat(pace.take(MAX, START)).isZero();
        assertThat(pace.nanosToWait(START)).isEqualTo(SECOND / 1_000);
        assertThat(pace.take(MAX, START + SECOND / 1_000)).isEqualTo(1);
    }

    @Test
    void whoeverAsksAtAnyTimesGetsTheRate() {
        Pace pace = new Pace(1_000, 1, START);
        long taken = 0;
        for (long nanos = 0; nanos <= 100 * SECOND; nanos += 7_777_777) {
            taken += pace.take(MAX, START + nanos);
        }
        assertThat(taken).isBetween(99_990L, 100_000L);
    }

    @Test
    void aBatchIsLimitedAndTheRestStaysDue() {
        Pace pace = new Pace(1_000, 1, START);
        long now = START + SECOND / 2;
        assertThat(pace.take(128, now)).isEqualTo(128);
        assertThat(pace.nanosToWait(now)).isZero();
        assertThat(pace.take(MAX, now)).isEqualTo(500 - 128);
        assertThat(pace.take(MAX, now)).isZero();
    }

    @Test
    void afterALongStandstillOneSecondIsMadeUpFor() {
        Pace pace = new Pace(1_000, 1, START);
        assertThat(pace.take(MAX, START + 3_600 * SECOND)).isBetween(1_000, 1_001);
    }

    @Test
    void slowReadersTakeTurns() {
        Pace first = new Pace(0.5, 0.5, START);
        Pace second = new Pace(0.5, 1, START);
        assertThat(first.nanosToWait(START)).isEqualTo(SECOND);
        assertThat(second.nanosToWait(START)).isEqualTo(2 * SECOND);
    }
}
