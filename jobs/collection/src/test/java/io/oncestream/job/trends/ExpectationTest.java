package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.oncestream.state.trends.ItemHistory;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private static final long WINDOW = 3_600_000;

    /** Empty windows that nobody computes are those that somebody does. */
    @Property
    void theClosedFormIsWhatSteppingGives(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int halfLife) {
        Random random = new Random(seed);
        Expectation expectation = new Expectation(WINDOW, halfLife * WINDOW);
        ItemHistory closed = null;
        ItemHistory stepped = null;
        for (int window = 1; window <= 300; window++) {
            boolean isEmpty = random.nextInt(10) > 0;
            long count = isEmpty ? 0 : 1 + random.nextInt(1_000);
            long end = window * WINDOW;
            if (!isEmpty) {
                closed = expectation.with(expectation.before(closed, end), count, end);
            }
            stepped = expectation.with(stepped, count, end);
            ItemHistory next = expectation.before(closed, end + WINDOW);
            if (next == null) {
                assertThat(stepped.mean()).isLessThan(0.01);
                stepped = null;
                closed = null;
            } else {
                assertThat(next.mean()).isCloseTo(stepped.mean(), withinPercentage(1e-7));
                assertThat(next.variance()).isCloseTo(stepped.variance(), withinPercentage(1e-7));
            }
        }
    }

    @Test
    void aConstantCountIsExpectedWithoutVariance() {
        Expectation expectation = new Expectation(WINDOW, WINDOW);
        ItemHistory history = null;
        for (int window = 1; window <= 60; window++) {
            history =
                    expectation.with(
                            expectation.before(history, window * WINDOW), 7, window * WINDOW);
        }
        ItemHistory next = expectation.before(history, 61 * WINDOW);
        assertThat(next.mean()).isCloseTo(7, within(1e-9));
        assertThat(next.variance()).isCloseTo(0, within(1e-9));
        assertThat(Expectation.score(next, 21)).isCloseTo(14 / Math.sqrt(8), within(1e-6));
    }

    @Test
    void whatWasSeenOnceIsForgottenWhenAHundredthOfItIsLeft() {
        Expectation expectation = new Expectation(WINDOW, WINDOW);
        ItemHistory once = expectation.with(null, 1, 0);
        long forgetAt = expectation.forgetAt(once);
        assertThat(forgetAt).isEqualTo(8 * WINDOW);
        assertThat(expectation.before(once, forgetAt - WINDOW)).isNotNull();
        assertThat(expectation.before(once, forgetAt)).isNull();
    }
}
