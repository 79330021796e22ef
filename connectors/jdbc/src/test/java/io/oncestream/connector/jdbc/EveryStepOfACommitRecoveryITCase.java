package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.connector.jdbc.protocol.FailurePoint.Step;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.FaultyProxy;
import io.oncestream.testing.FaultyProxy.Direction;
import io.oncestream.testing.FaultyProxy.Fault;
import io.oncestream.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row 3 of the failure matrix, everywhere: the connection is cut, stalled or delayed at each piece
 * of a commit that goes one way or the other, the answer to COMMIT among them.
 */
class EveryStepOfACommitRecoveryITCase {
    private static final int PIECES_MIN = 3;
    private static final int WITHOUT_FAULT = 3;
    private static final int ROUNDS_MAX = 5;

    /** Each pair of two of them once at least, or with the profile {@code matrix} all. */
    static Stream<Arguments> faults() {
        List<Arguments> some =
                List.of(
                        arguments(DatabaseKind.POSTGRES, Fault.CUT, "append"),
                        arguments(DatabaseKind.POSTGRES, Fault.STALL, "upsert"),
                        arguments(DatabaseKind.POSTGRES, Fault.DELAY, "upsert"),
                        arguments(DatabaseKind.MARIADB, Fault.CUT, "upsert"),
                        arguments(DatabaseKind.MARIADB, Fault.STALL, "append"),
                        arguments(DatabaseKind.MARIADB, Fault.DELAY, "append"));
        return DatabaseSelection.isAll() ? all() : some.stream();
    }

    private static Stream<Arguments> all() {
        return Stream.of(DatabaseKind.values())
                .flatMap(
                        kind ->
                                Stream.of(Fault.values())
                                        .flatMap(
                                                fault ->
                                                        Stream.of("append", "upsert")
                                                                .map(
                                                                        mode ->
                                                                                arguments(
                                                                                        kind, fault,
                                                                                        mode))));
    }

    /**
     * Red with the marker ignored, for each of these: rows of lost answers were there, or in the
     * ledger, twice.
     */
    @ParameterizedTest
    @MethodSource("faults")
    void aCommitTakesEffectOnceWhereverTheConnectionFails(
            DatabaseKind kind, Fault fault, String mode) throws Exception {
        boolean upsert = mode.equals("upsert");
        TableMapping<Entry> mapping = upsert ? SinkHarness.upsert("t") : SinkHarness.append("t");
        TestDatabase database = kind.newDatabase();
        Steps steps = new Steps(new ArrayList<>());
        Commits commits;
        try (FaultyProxy proxy = new FaultyProxy(kind.port());
                SinkHarness sink =
                        new SinkHarness(
                                        SinkHarness.options(
                                                impatient(database, proxy),
                                                StartPolicy.REFUSE,
                                                steps),
                                        mapping)
                                .start()) {
            commits = new Commits(sink, proxy, fault, steps);
            commits.failAtEachPiece(Direction.TO_SERVER);
            for (int i = 0; i < ROUNDS_MAX && !commits.answerToCommitWasLost; i++) {
                commits.failAtEachPiece(Direction.TO_CLIENT);
            }
        }
        List<String> expected = commits.expected;
        assertThat(database.query("SELECT key, value FROM t ORDER BY value"))
                .containsExactlyElementsOf(
                        upsert ? expected.subList(expected.size() - 1, expected.size()) : expected);
        assertThat(database.queryLong("SELECT SUM(row_count) FROM oncestream_transactions"))
                .isEqualTo(expected.size());
        assertThat(commits.answerToCommitWasLost).as("the answer to COMMIT was lost").isTrue();
    }

    /** One commit after the other, each with the fault at another place. */
    private static final class Commits {
        private final SinkHarness sink;
        private final FaultyProxy proxy;
        private final Fault fault;
        private final Steps steps;
        private final List<String> expected = new ArrayList<>();
        private boolean answerToCommitWasLost;

        Commits(SinkHarness sink, FaultyProxy proxy, Fault fault, Steps steps) {
            this.sink = sink;
            this.proxy = proxy;
            this.fault = fault;
            this.steps = steps;
        }

        /** Pieces may come joined: one commit may have fewer than the next. */
        void failAtEachPiece(Direction direction) throws Exception {
            int piece = 0;
            int withoutFault = 0;
            while (withoutFault < WITHOUT_FAULT) {
                piece++;
                withoutFault = failAt(direction, piece) ? 0 : withoutFault + 1;
            }
            assertThat(piece).isGreaterThan(PIECES_MIN);
        }

        private boolean failAt(Direction direction, int piece) throws Exception {
            long checkpoint = 1L + expected.size();
            sink.write("key", checkpoint);
            sink.snapshot(checkpoint);
            steps.reached.clear();
            proxy.arm(fault, direction, piece);
            sink.complete(checkpoint);
            expected.add("key|" + checkpoint);
            answerToCommitWasLost |= steps.endWithRowsThatWereThere();
            return proxy.disarm();
        }
    }

    /** Those of a commit, in all of its attempts. */
    private record Steps(List<Step> reached) implements FailurePoint {
        private static final long serialVersionUID = 1L;

        @Override
        public void reached(Step step, SealedTransaction transaction) {
            reached.add(step);
        }

        /** Whether the last attempt, unlike one before it, wrote nothing. */
        boolean endWithRowsThatWereThere() {
            int applied = reached.lastIndexOf(Step.APPLIED);
            return applied >= 0 && reached.lastIndexOf(Step.BEGINNING) > applied;
        }
    }

    /**
     * Waits for as short as each driver can; the one counts seconds, the other milliseconds. A
     * database that is slow on its own makes the fault fall on the next connection: its start must
     * not take all the time that the sink tries.
     */
    private static DatabaseAddress impatient(TestDatabase database, FaultyProxy proxy) {
        DatabaseAddress address = database.throughPort(proxy.port());
        String timeout =
                database.kind()
                        .choose(
                                "&connectTimeout=1&socketTimeout=1",
                                "&connectTimeout=1000&socketTimeout=500");
        return new DatabaseAddress(address.url() + timeout, address.password());
    }
}
