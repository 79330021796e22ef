package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
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

    /** A pairwise selection, or with the profile {@code matrix} all. */
    static Stream<Arguments> faults() {
        List<Arguments> some =
                List.of(
                        arguments(DatabaseKind.POSTGRES, Fault.CUT, "append"),
                        arguments(DatabaseKind.POSTGRES, Fault.STALL, "upsert"),
                        arguments(DatabaseKind.MARIADB, Fault.CUT, "upsert"),
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

    /** Red with the marker ignored: rows of lost answers were there, or in the ledger, twice. */
    @ParameterizedTest
    @MethodSource("faults")
    void aCommitTakesEffectOnceWhereverTheConnectionFails(
            DatabaseKind kind, Fault fault, String mode) throws Exception {
        boolean upsert = mode.equals("upsert");
        TableMapping<Entry> mapping = upsert ? SinkHarness.upsert("t") : SinkHarness.append("t");
        TestDatabase database = kind.newDatabase();
        List<String> expected = new ArrayList<>();
        try (FaultyProxy proxy = new FaultyProxy(kind.port());
                SinkHarness sink =
                        new SinkHarness(SinkHarness.options(impatient(database, proxy)), mapping)
                                .start()) {
            for (Direction direction : Direction.values()) {
                int piece = 0;
                int withoutFault = 0;
                // Pieces may come joined: one commit may have fewer than the next.
                while (withoutFault < WITHOUT_FAULT) {
                    piece++;
                    long checkpoint = 1L + expected.size();
                    sink.write("key", checkpoint);
                    sink.snapshot(checkpoint);
                    proxy.arm(fault, direction, piece);
                    sink.complete(checkpoint);
                    expected.add("key|" + checkpoint);
                    withoutFault = proxy.disarm() ? 0 : withoutFault + 1;
                }
                assertThat(piece).isGreaterThan(PIECES_MIN);
            }
        }
        assertThat(database.query("SELECT key, value FROM t ORDER BY value"))
                .containsExactlyElementsOf(
                        upsert ? expected.subList(expected.size() - 1, expected.size()) : expected);
        assertThat(database.queryLong("SELECT SUM(row_count) FROM oncestream_transactions"))
                .isEqualTo(expected.size());
    }

    /** Waits for a second, in each driver's own unit. */
    private static DatabaseAddress impatient(TestDatabase database, FaultyProxy proxy) {
        DatabaseAddress address = database.throughPort(proxy.port());
        String timeout = "&socketTimeout=" + database.kind().choose("1", "1000");
        return new DatabaseAddress(address.url() + timeout, address.password());
    }
}
