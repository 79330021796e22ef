package io.oncestream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.bench.chaos.Round.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final Targets ONE = new Targets(Kill.ENDS, 1);
    private static final Targets THREE = new Targets(List.of(Kill.values()), 3);

    @Test
    void aSeedGivesTheSameRoundsHoweverManyAreAskedFor() {
        assertThat(Round.of(5, 200, ONE).subList(0, 20)).isEqualTo(Round.of(5, 20, ONE));
        assertThat(Round.of(6, 20, ONE)).isNotEqualTo(Round.of(5, 20, ONE));
    }

    @Test
    void asManyRoundsInARowAsThereAreKindsHaveEachKind() {
        eachKindInARow(ONE);
        eachKindInARow(THREE);
    }

    private static void eachKindInARow(Targets targets) {
        int kinds = targets.kinds().size();
        List<Round> rounds = Round.of(5, 100 * kinds, targets);
        for (int i = 0; i < rounds.size(); i += kinds) {
            assertThat(rounds.subList(i, i + kinds))
                    .extracting(round -> round.strikes().get(0).kill())
                    .containsExactlyInAnyOrderElementsOf(targets.kinds());
        }
    }

    @Test
    void someRoundsHaveASecondKillAtOnceAndSomeDuringTheRecovery() {
        assertThat(Round.of(5, 200, ONE))
                .filteredOn(round -> round.strikes().size() == 2)
                .extracting(round -> round.strikes().get(1).afterRepair())
                .contains(true, false);
    }

    @Test
    void whereADatabaseIsAwayNoneIsStruckAgain() {
        assertThat(Round.of(5, 1_000, THREE))
                .filteredOn(round -> !round.strikes().get(0).kill().isOfCluster())
                .allMatch(
                        round ->
                                round.strikes().stream()
                                        .skip(1)
                                        .allMatch(strike -> strike.kill().isOfCluster()));
    }

    @Test
    void eachOfSeveralDatabasesIsStruck() {
        assertThat(Round.of(5, 200, THREE))
                .flatExtracting(Round::strikes)
                .extracting(Round.Strike::database)
                .containsOnly(1, 2, 3)
                .contains(1, 2, 3);
        assertThat(Round.of(5, 200, ONE))
                .flatExtracting(Round::strikes)
                .extracting(Round.Strike::database)
                .containsOnly(1);
    }
}
