package io.oncestream.connector.jdbc.cut;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What each of a sink's databases can be read at, in their order; empty where it has not begun. */
record Marks(List<Optional<DatabaseCut>> all) {
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02");

    /** Of one database: empty too where no sink has ever begun. */
    static Optional<DatabaseCut> find(Connection connection, String table) throws SQLException {
        try {
            return DatabaseCut.find(connection, table);
        } catch (SQLException e) {
            if (!NO_SUCH_TABLE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            connection.rollback();
            return Optional.empty();
        }
    }

    /** Whether the sink has begun nowhere. */
    boolean isNothing() {
        return all.stream().allMatch(Optional::isEmpty);
    }

    /** The newest checkpoint that all have; empty while a start is under way. */
    Optional<Cut> cut() {
        List<DatabaseCut> begun = all.stream().flatMap(Optional::stream).toList();
        boolean isOneRun = begun.stream().map(DatabaseCut::run).distinct().count() == 1;
        return begun.size() == all.size() && isOneRun
                ? Optional.of(
                        new Cut(
                                begun.stream().mapToLong(DatabaseCut::cut).min().orElseThrow(),
                                begun.get(0).run()))
                : Optional.empty();
    }

    /** Below which versions may have been removed. */
    long horizon() {
        return all.stream()
                .flatMap(Optional::stream)
                .mapToLong(DatabaseCut::horizon)
                .max()
                .orElse(0);
    }

    /** Whether a database still shows what it did at a cut. */
    static boolean show(Optional<DatabaseCut> database, Cut cut) {
        return database.filter(is -> is.run().equals(cut.run()))
                .filter(is -> is.cut() >= cut.checkpoint() && is.horizon() <= cut.checkpoint())
                .isPresent();
    }

    String of(List<String> places) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> places.get(i) + " has " + all.get(i).map(Marks::text).orElse("none"))
                .collect(joining(", "));
    }

    private static String text(DatabaseCut database) {
        return "run %s at %d".formatted(database.run(), database.cut());
    }
}
