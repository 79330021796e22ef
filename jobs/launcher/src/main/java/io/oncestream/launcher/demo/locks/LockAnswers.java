package io.oncestream.launcher.demo.locks;

import io.oncestream.check.Placed;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The table of answers, read again. */
final class LockAnswers {

    private LockAnswers() {}

    /** All rows, each at its place in its domain. */
    static List<Placed<LockAnswer>> read(Connection connection, String table) throws SQLException {
        String quoted = Dialects.of(connection.getMetaData().getURL()).quoteTable(table);
        List<Placed<LockAnswer>> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + quoted)) {
            while (row.next()) {
                LockAnswer answer = answer(row);
                answers.add(
                        new Placed<>(
                                answer.domain(),
                                answer.arrived(),
                                answer.number(),
                                answer.id(),
                                answer));
            }
        }
        return answers;
    }

    private static LockAnswer answer(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        long token = row.getLong("token");
        return new LockAnswer(
                row.getString("domain"),
                row.getLong("number"),
                row.getLong("arrived"),
                row.getString("id"),
                row.getString("resource"),
                row.getString("owner"),
                row.getString("op"),
                Arrays.stream(LockOutcome.values())
                        .filter(each -> each.word().equals(outcome))
                        .findFirst()
                        .orElseThrow(),
                token == 0 ? null : (Long) token,
                time(row, "lease_end"),
                Objects.requireNonNull(time(row, "decided_at")),
                row.getString("reason"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time =
                row.getTimestamp(column, Calendar.getInstance(TimeZone.getTimeZone("UTC")));
        return time == null ? null : time.toInstant();
    }
}
