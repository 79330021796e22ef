package io.oncestream.connector.jdbc.protocol;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;

import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose table it is: its row in {@code oncestream_sinks}.
 *
 * @param formerRuns some that wrote it before this one, the last first: a restart of one of these
 *     empties nothing
 */
record TableOwner(
        String lineage,
        String operator,
        String job,
        String startedAt,
        Optional<String> run,
        List<String> formerRuns) {

    private static final int FORMER_RUNS_MAX = 9;
    private static final String SEPARATOR = ",";

    private static final String FIND =
            "SELECT lineage, operator, job, started_at, run, COALESCE(former_runs, '') FROM "
                    + SINKS
                    + " WHERE table_name = ?";
    private static final String CHANGE =
            "UPDATE "
                    + SINKS
                    + " SET lineage = ?, operator = ?, job = ?, job_id = ?, run = ?, former_runs ="
                    + " ?, started_at = CURRENT_TIMESTAMP(6) WHERE table_name = ?";
    private static final String ADD =
            "INSERT INTO "
                    + SINKS
                    + " (lineage, operator, job, job_id, run, former_runs, table_name, started_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP(6))";

    static Optional<TableOwner> find(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new TableOwner(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        Optional.ofNullable(row.getString(5)),
                                        List.of(row.getString(6).split(SEPARATOR, -1))))
                        : Optional.empty();
            }
        }
    }

    /** The names of all tables that have an owner and the same name in whatever schema. */
    static List<String> namesLike(Connection connection, String table) throws SQLException {
        String last = new TableName(null, TableName.of(table).name()).toString();
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT table_name FROM " + SINKS)) {
            while (row.next()) {
                String name = row.getString(1);
                if (name.equals(last) || name.endsWith("." + last)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** From now on the table is this sink's, whose-ever it was before. */
    static void set(
            Connection connection,
            Optional<TableOwner> before,
            String table,
            SinkName sink,
            SinkAttempt attempt)
            throws SQLException {
        List<String> values =
                List.of(
                        attempt.lineage().id(),
                        sink.operator(),
                        sink.job(),
                        attempt.jobId(),
                        attempt.run(),
                        before.map(owner -> owner.before(attempt)).orElse(""),
                        table);
        String sql = before.isPresent() ? CHANGE : ADD;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            statement.executeUpdate();
        }
    }

    /** Whether a start takes it over: one without state that may empty what it finds. */
    boolean mayBeReplaced(SinkName sink, SinkAttempt attempt, StartPolicy policy) {
        return policy == StartPolicy.EMPTY
                && !attempt.lineage().restored()
                && job.equals(sink.job())
                && !isBehind(attempt);
    }

    /** Whether another run took the table over since that of this attempt, without state, began. */
    boolean isBehind(SinkAttempt attempt) {
        return !attempt.lineage().restored() && formerRuns.contains(attempt.run());
    }

    private String before(SinkAttempt attempt) {
        return Stream.concat(run.stream(), formerRuns.stream())
                .filter(former -> !former.isEmpty() && !former.equals(attempt.run()))
                .limit(FORMER_RUNS_MAX)
                .collect(Collectors.joining(SEPARATOR));
    }

    boolean is(SinkName sink, Lineage sinksLineage) {
        return lineage.equals(sinksLineage.id()) && operator.equals(sink.operator());
    }

    /** Why this sink, whose table it is not, may not write it, with the ways out. */
    String refusal(SinkName sink, Lineage sinksLineage, String table) {
        return "table %s belongs to job %s, started %s (lineage %s): "
                        .formatted(table, job, startedAt, lineage)
                + waysOut(sink, sinksLineage);
    }

    private String waysOut(SinkName sink, Lineage sinksLineage) {
        if (!job.equals(sink.job())) {
            return "write elsewhere by --table";
        }
        return sinksLineage.restored()
                ? "what is resumed empties no table, write elsewhere by --table"
                : "continue that run by --resume PATH, or let --fresh empty the table, or write"
                        + " elsewhere by --table";
    }
}
