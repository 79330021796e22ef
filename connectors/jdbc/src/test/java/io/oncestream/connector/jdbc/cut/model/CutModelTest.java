package io.oncestream.connector.jdbc.cut.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens in whatever order: who reads at a cut, at once, slowly, or at a published one,
 * gets what its checkpoint has; the cut never goes back within a run, is not before what a run has
 * restored once that is up, and is the last when nothing is left to do; and something can be
 * resumed.
 *
 * <p>Not seen to break at this size:
 *
 * <ul>
 *   <li>A start compares each index's marker with the state's path, and not only the newest: that
 *       takes three resumed runs, and a history of them.
 *   <li>Only a new submission rewinds, and a reader looks again at the cut and not only at the run:
 *       both take the start of a replaced attempt that goes on behind another run, so two crashes
 *       and a resume.
 *   <li>A reader compares the runs when it takes the least cut: without that it only begins anew
 *       more often, as long as it looks again at the run.
 * </ul>
 */
class CutModelTest {
    @ParameterizedTest
    @EnumSource
    void theProtocolHolds(Scenario scenario) {
        assertThat(new Explorer(new Rules(scenario, Optional.empty())).explore()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachFlawShows(Flaw flaw) {
        assertThat(new Explorer(new Rules(flaw.scenario(), Optional.of(flaw))).explore())
                .isPresent();
    }
}
