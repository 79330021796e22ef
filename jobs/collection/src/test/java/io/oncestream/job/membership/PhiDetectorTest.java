package io.oncestream.job.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhiDetectorTest {

    private static final List<Long> REGULAR = Collections.nCopies(50, 1_000L);

    @Test
    void phiGrowsWithTheSilence() {
        PhiDetector detector = new PhiDetector(8, 0);
        // Half of the intervals are longer than the mean: -log10(1/2).
        assertThat(detector.phi(1_000, REGULAR)).isCloseTo(0.301, within(0.001));
        // 1 of 44 is longer than two deviations beyond it: -log10(0.0228).
        assertThat(detector.phi(1_200, REGULAR)).isCloseTo(1.643, within(0.02));
        assertThat(detector.phi(0, REGULAR)).isCloseTo(0, within(0.001));
        assertThat(detector.phi(Long.MAX_VALUE, REGULAR)).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 8, 12, 100})
    void theTimeoutIsWherePhiIsAtTheThreshold(double threshold) {
        PhiDetector detector = new PhiDetector(threshold, 500);
        long timeout = detector.timeout(REGULAR);
        assertThat(detector.phi(timeout, REGULAR)).isGreaterThanOrEqualTo(threshold - 1e-6);
        assertThat(detector.phi(timeout - 2, REGULAR)).isLessThan(threshold);
    }

    @Test
    void irregularIntervalsMakeItWaitLonger() {
        PhiDetector detector = new PhiDetector(8, 0);
        List<Long> irregular = new ArrayList<>(Collections.nCopies(50, 500L));
        irregular.addAll(Collections.nCopies(50, 1_500L));
        assertThat(detector.timeout(irregular)).isGreaterThan(2 * detector.timeout(REGULAR));
    }

    @Test
    void theLastHundredIntervalsCount() {
        List<Long> intervals = List.of();
        for (long i = 0; i < 250; i++) {
            intervals = PhiDetector.learned(intervals, i);
        }
        assertThat(intervals).hasSize(100).startsWith(150L).endsWith(249L);
    }
}
