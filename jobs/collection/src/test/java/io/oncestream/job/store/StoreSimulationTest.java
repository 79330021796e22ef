package io.oncestream.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.oncestream.job.store.StoreSimulation.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bucket that moves, crashes and readers, in thousands of orders. */
class StoreSimulationTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 400;

    @Test
    void noReadIsWrongAndNoBucketHasTwoOwners() {
        long moves = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            moves += run(seed, Flaw.NONE);
        }
        assertThat(moves).isGreaterThan(5 * SEEDS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachFlawIsFound(Flaw flaw) {
        assertThatCode(
                        () -> {
                            for (long seed = 0; seed < SEEDS; seed++) {
                                run(seed, flaw);
                            }
                        })
                .isInstanceOf(AssertionError.class);
    }

    private static int run(long seed, Flaw flaw) {
        try {
            return new StoreSimulation(seed, flaw).run(STEPS);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
