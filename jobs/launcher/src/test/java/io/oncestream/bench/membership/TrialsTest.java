package io.oncestream.bench.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small ones; each follows from its seed. */
class TrialsTest {

    @Test
    void directHeartbeatsBlameMoreOften() {
        LossTrial trial = LossTrial.of(1, 8, 0.4, 1);
        assertThat(trial.direct()).isGreaterThan(10 * Math.max(1, trial.gossip()));
        assertThat(trial.timeoutSeconds()).isBetween(4.0, 30.0);
    }

    @Test
    void nobodyIsBlamedWhereNothingIsLost() {
        LossTrial trial = LossTrial.of(1, 8, 0, 1);
        assertThat(trial.gossip()).isZero();
        assertThat(trial.direct()).isZero();
    }

    @Test
    void oneTimeoutForAllIsLateWhereBeatsDiffer() {
        BeatsTrial mixed = BeatsTrial.of(1, List.of(1_000, 5_000, 30_000), 0.2, 1);
        assertThat(mixed.fixedSeconds()).isGreaterThan(30);
        assertThat(mixed.ratio()).isLessThan(1);
        BeatsTrial alike = BeatsTrial.of(1, List.of(1_000), 0.2, 1);
        assertThat(alike.ratio()).isGreaterThan(1);
    }

    @Test
    void theSpreadIsThatOfAllSeeds() {
        Spread spread = Spread.of(List.of(4, 1, 9, 2), each -> each);
        assertThat(spread).isEqualTo(new Spread(3, 1, 9));
        assertThat(spread.ratio("small", "a/b"))
                .isEqualTo("ratio membership small a/b 3.00 1.00 9.00");
        assertThat(spread.figure("small", "a", "what"))
                .isEqualTo("figure membership small a what 3.000");
    }
}
