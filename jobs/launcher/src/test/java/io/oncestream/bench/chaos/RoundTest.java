package io.oncestream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void aSeedGivesTheSameRoundsHoweverManyAreAskedFor() {
        assertThat(Round.of(5, 200).subList(0, 20)).isEqualTo(Round.of(5, 20));
        assertThat(Round.of(6, 20)).isNotEqualTo(Round.of(5, 20));
    }

    @Test
    void fourRoundsInARowHaveEachKindOfKill() {
        List<Round> rounds = Round.of(5, 200);
        for (int i = 0; i < rounds.size(); i += 4) {
            assertThat(rounds.subList(i, i + 4))
                    .extracting(round -> round.strikes().get(0).kill())
                    .containsExactlyInAnyOrder(Kill.values());
        }
    }

    @Test
    void someRoundsHaveASecondKillAtOnceAndSomeDuringTheRecovery() {
        assertThat(Round.of(5, 200))
                .filteredOn(round -> round.strikes().size() == 2)
                .extracting(round -> round.strikes().get(1).afterRepair())
                .contains(true, false);
    }

    @Test
    void aDeadDatabaseIsNotKilledAgain() {
        assertThat(Round.of(5, 1_000))
                .filteredOn(round -> round.strikes().get(0).kill() == Kill.DATABASE)
                .allMatch(
                        round ->
                                round.strikes().stream()
                                        .skip(1)
                                        .noneMatch(strike -> strike.kill() == Kill.DATABASE));
    }
}
