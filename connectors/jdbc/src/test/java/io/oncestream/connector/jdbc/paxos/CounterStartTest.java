package io.oncestream.connector.jdbc.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.paxos.CounterStart.Attempt;
import io.oncestream.connector.jdbc.paxos.CounterStart.Restored;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoint 7 of run r, of an attempt that started from checkpoint 4 and made 6 first. */
class CounterStartTest {

    private static final Optional<Restored> SEVENTH = Optional.of(new Restored("r", 7, 6, "r", 4));
    private static final String LINEAGE = "1 l,2,r,3";

    private final OneMember member = new OneMember();

    @Test
    void aFirstOneBegins() {
        start("r", 0, 2, Optional.empty(), false);
        assertThat(member.values)
                .containsEntry(Registers.LINEAGES, "1 l,2,r,1")
                .containsEntry(index(0), new Position(1, "p0", "", 0).text())
                .containsEntry(index(1), new Position(1, "", "", 0).text());
        start("r", 1, 2, Optional.empty(), false);
        assertThat(member.values)
                .containsEntry(index(0), new Position(1, "p0", "", 0).text())
                .containsEntry(index(1), new Position(1, "p1", "", 0).text());
    }

    @Test
    void aSecondLineageHasToJoin() {
        member.values.put(Registers.LINEAGES, "1 other,2,q,1");
        assertThatThrownBy(() -> start("r", 0, 1, Optional.empty(), false))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("--join");
        start("r", 0, 1, Optional.empty(), true);
        assertThat(member.values).containsEntry(Registers.LINEAGES, "1 l,1,r,1 other,2,q,1");
    }

    @Test
    void tablesThatItHasNotWrittenAreRefused() {
        assertThatThrownBy(() -> start("s", 0, 1, SEVENTH, true))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("--table");
    }

    @Test
    void thoseBeyondTheParallelismAreTakenToo() {
        member.values.put(Registers.LINEAGES, "1 l,3,r,3");
        start("s", 0, 2, SEVENTH, false);
        String taken = new Position(4, "p0", "r", 7).text();
        assertThat(member.values)
                .containsEntry(index(0), taken)
                .containsEntry(index(1), new Position(4, "", "", 0).text())
                .containsEntry(index(2), taken);
    }

    @ParameterizedTest
    @CsvSource({"r, 7", "r, 6", "r, 4", "r, 3", "'', 0"})
    void whatItsHistoryHasIsTakenOver(String run, long checkpoint) {
        member.values.put(Registers.LINEAGES, LINEAGE);
        member.values.put(index(1), new Position(3, "old", run, checkpoint).text());
        start("s", 0, 2, SEVENTH, false);
        assertThat(member.values)
                .containsEntry(index(1), new Position(4, "", run, checkpoint).text());
    }

    @ParameterizedTest
    @CsvSource({
        "r, 8", // it is older
        "r, 5", // a savepoint, behind which its run went back
        "q, 7", // a branch
    })
    void whatItsHistoryDoesNotHaveIsRefusedBeforeAnyIsTaken(String run, long checkpoint) {
        member.values.put(Registers.LINEAGES, LINEAGE);
        String counted = new Position(3, "old", run, checkpoint).text();
        member.values.put(index(1), counted);
        assertThatThrownBy(() -> start("s", 0, 2, SEVENTH, false))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("newest checkpoint");
        assertThat(member.values)
                .containsEntry(index(0), new Position(4, "", "", 0).text())
                .containsEntry(index(1), counted);
    }

    @Test
    void aLaterRunIsLeftAlone() {
        member.values.put(Registers.LINEAGES, LINEAGE);
        String claimed = new Position(5, "later", "r", 7).text();
        member.values.put(index(0), claimed);
        assertThatThrownBy(() -> start("s", 0, 1, SEVENTH, false))
                .isInstanceOf(IllegalStateException.class);
        assertThat(member.values).containsEntry(index(0), claimed);
    }

    private static String index(int subtask) {
        return Registers.index("l", subtask);
    }

    private void start(
            String run, int subtask, int parallelism, Optional<Restored> restored, boolean joins) {
        Attempt attempt = new Attempt("l", run, subtask, parallelism, restored, joins);
        member.talk(new CounterStart(attempt, new Ballots("p" + subtask), 1));
    }
}
