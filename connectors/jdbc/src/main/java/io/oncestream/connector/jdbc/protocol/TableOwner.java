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
 * @param participant which of its sink's databases this is; empty where that was never noted
 * @param horizon the checkpoint below which versions may have been removed
 * @param claimedBy the last run that began to start: {@link #claim}
 * @param formerRuns some that wrote it before this one, the last first: a restart of one of these
 *     empties nothing
 */
record TableOwner(
        String lineage,
        String operator,
        String job,
        String startedAt,
        Optional<String> run,
        Optional<Participant> participant,
        long horizon,
        Optional<String> claimedBy,
        List<String> formerRuns) {

    private static final int FORMER_RUNS_MAX = 9;
    private static final String SEPARATOR = ",";

    private static final String FIND =
            "SELECT lineage, operator, job, started_at, run, COALESCE(former_runs, ''),"
                + " participant, COALESCE(participants, 0), COALESCE(horizon, 0), claimed_by FROM "
                    + SINKS
                    + " WHERE table_name = ?";
    private static final String CHANGE =
            "UPDATE "
                    + SINKS
                    + " SET lineage = ?, operator = ?, job = ?, job_id = ?, run = ?, claimed_by ="
                    + " ?, former_runs = ?, participant = ?, participants = ?, horizon = ?,"
                    + " started_at = CURRENT_TIMESTAMP(6) WHERE table_name = ?";
    private static final String ADD =
            "INSERT INTO "
                    + SINKS
                    + " (lineage, operator, job, job_id, run, claimed_by, former_runs, participant,"
                    + " participants, horizon, table_name, started_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP(6))";
    private static final String CLAIM =
            "UPDATE " + SINKS + " SET claimed_by = ? WHERE lineage = ? AND operator = ?";

    /** One of how many databases of a sink, from 0. */
    record Participant(int number, int count) {}

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
                                        row.getInt(8) == 0
                                                ? Optional.empty()
                                                : Optional.of(
                                                        new Participant(
                                                                row.getInt(7), row.getInt(8))),
                                        row.getLong(9),
                                        Optional.ofNullable(row.getString(10)),
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
        Optional<TableOwner> own = before.filter(owner -> owner.is(sink, attempt.lineage()));
        long horizon =
                own.filter(owner -> attempt.lineage().restored())
                        .map(TableOwner::horizon)
                        .orElse(0L);
        List<Object> values =
                List.of(
                        attempt.lineage().id(),
                        sink.operator(),
                        sink.job(),
                        attempt.jobId(),
                        attempt.run(),
                        attempt.run(),
                        before.map(owner -> owner.before(attempt)).orElse(""),
                        attempt.participant(),
                        attempt.participants(),
                        horizon,
                        table);
        String sql = before.isPresent() ? CHANGE : ADD;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
        }
    }

    /**
     * From now on no other run removes versions from this sink's tables: what a start has seen to
     * be there stays, until it has decided.
     */
    static void claim(Connection connection, SinkName sink, SinkAttempt attempt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, attempt.run());
            statement.setString(2, attempt.lineage().id());
            statement.setString(3, sink.operator());
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
