package io.oncestream.launcher.demo.counters;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Calendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/**
 * What one database has, where nothing is under way.
 *
 * @param counters by their names
 */
public record CounterRows(Set<AnswerRow> answers, Map<String, Value> counters) {

    /**
     * Reads all.
     *
     * @param table of the counters
     */
    public static CounterRows read(Connection connection, String table) throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        Set<AnswerRow> answers = new HashSet<>();
        Map<String, Value> counters = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            String quoted = dialect.quoteTable(JobTables.beside(table, "answers"));
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + quoted)) {
                while (row.next()) {
                    answers.add(answer(row));
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT * FROM " + dialect.quoteTable(table))) {
                while (row.next()) {
                    counters.put(
                            row.getString("counter"),
                            new Value(row.getLong("n"), row.getLong("version")));
                }
            }
        }
        return new CounterRows(answers, counters);
    }

    private static AnswerRow answer(ResultSet row) throws SQLException {
        long amount = row.getLong("amount");
        Long amountOrNull = row.wasNull() ? null : (Long) amount;
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        return new AnswerRow(
                row.getString("counter"),
                row.getString("id"),
                row.getString("op"),
                requireNonNull(row.getTimestamp("time", utc)).toInstant(),
                amountOrNull,
                row.getString("outcome"),
                row.getLong("n"),
                row.getLong("version"),
                row.getLong("place"),
                row.getString("reason"),
                row.getString("transaction_id"));
    }

    /** Of the commands that are answered. */
    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        answers.forEach(each -> ids.add(each.id()));
        return ids;
    }

    /** What all that was added comes to. */
    long sum() {
        return counters.values().stream().mapToLong(Value::n).sum();
    }
}
