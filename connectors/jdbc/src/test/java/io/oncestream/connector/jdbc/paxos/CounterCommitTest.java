package io.oncestream.connector.jdbc.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.paxos.Delivery.CounterNow;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.SealedCounters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transaction that adds 3 and 4 as commands 5 and 6, to a counter that is 10. */
class CounterCommitTest {

    private static final String INDEX = Registers.index("l", 0);
    private static final String COUNTER = Registers.counter("c");

    private final OneMember member = new OneMember();
    private final Map<String, String> values = member.values;

    @BeforeEach
    void takeOver() {
        values.put(INDEX, new Position(1, "p", "r", 7).text());
    }

    @ParameterizedTest
    @CsvSource({
        "4, r, 17, 17, 5", // the ones before are in
        "4, q, 17, 17, 5", // of the run that this one goes on from
        "6, r, 10, 8, 3", // they are in, and others have added since
    })
    void countsOnceAndAnswersAlike(long last, String run, long n, long answered, long version) {
        values.put(COUNTER, value(last, run));
        Delivery delivery = commit();
        assertThat(delivery.counters().get("c").n()).isEqualTo(n);
        assertThat(delivery.answers())
                .extracting(CounterAnswer::n)
                .containsExactly(answered - 4, answered);
        assertThat(delivery.answers()).extracting(CounterAnswer::version).containsOnly(version);
    }

    /** It was before them, and would come without its answers now. */
    @Test
    void deliversNothingWhereLaterCommandsAreIn() {
        values.put(COUNTER, value(8, "r"));
        assertThat(member.talk(transaction())).isEmpty();
        assertThat(values).containsEntry(COUNTER, value(8, "r"));
    }

    @ParameterizedTest
    @CsvSource({
        "3, r", // one is missing
        "5, r", // half of it is in
        "6, q", // another run has other commands by these numbers
        "8, q",
    })
    void refusesWhatIsNotItsHistory(long last, String run) {
        values.put(COUNTER, value(last, run));
        assertThatThrownBy(this::commit).isInstanceOf(SinkFailure.class);
        assertThat(values).containsEntry(COUNTER, value(last, run));
    }

    @Test
    void beginsWithNumberOne() {
        assertThatThrownBy(this::commit)
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("up to 0 of this job, and is given 5 to 6");
    }

    @Test
    void countsNothingWhereAnotherAttemptCounts() {
        values.put(INDEX, new Position(1, "q", "r", 7).text());
        assertThatThrownBy(this::commit).isInstanceOf(IllegalStateException.class);
        assertThat(values).doesNotContainKey(COUNTER);
    }

    /** The transaction's own one may have been given up, and no state knows of it then. */
    @Test
    void movesTheIndexToTheCompleteCheckpointAndDoesNotMoveItBack() {
        values.put(COUNTER, value(4, "r"));
        commit();
        assertThat(values).containsEntry(INDEX, new Position(1, "p", "r", 9).text());
        values.put(INDEX, new Position(1, "p", "r", 10).text());
        commit();
        assertThat(values).containsEntry(INDEX, new Position(1, "p", "r", 10).text());
    }

    @Test
    void deliversWhatWasDecided() {
        values.put(COUNTER, value(4, "r"));
        assertThat(commit().counters()).isEqualTo(Map.of("c", new CounterNow(17, 5)));
    }

    /** Version 4; the transaction that was the last of the lineage made it 3, from 1. */
    private static String value(long last, String run) {
        return "1 10 4 l,%s,%d,1,3".formatted(run, last);
    }

    private Delivery commit() {
        return member.talk(transaction()).orElseThrow();
    }

    /** Its checkpoint was given up, and the next one was not. */
    private static CounterCommit transaction() {
        return new CounterCommit(
                new SealedCounters("l", "r", 0, 8, List.of(adds(5, 3), adds(6, 4))),
                new CounterCommit.Complete("r", 9),
                new Ballots("p"),
                0,
                1);
    }

    private static CounterEvent adds(long number, long amount) {
        return CounterEvent.of(
                new CounterCommand("c", number, "i" + number, "add", Instant.EPOCH, amount, null));
    }
}
