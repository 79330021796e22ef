package io.oncestream.launcher.ask;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's answers appear, with the index by which one is found.
 *
 * @param answers the table of answers
 * @param refused the table of what is not answered
 * @param key the column of the commands' key, in both
 */
public record AnswerTable(String answers, String refused, String key) {

    /** Commands that one query looks for. */
    private static final int CHUNK = 200;

    /** A row, by the names of its columns; NULL is null. */
    public record Answer(Map<String, @Nullable String> columns) {

        /** The text of a column; empty where it is NULL or there is none. */
        public String text(String column) {
            String text = columns.get(column);
            return text == null ? "" : text;
        }
    }

    /** A command that waits for its answer. */
    record Asked(String key, String id) {}

    /** The command that a row is of. */
    Asked asked(Answer answer) {
        return new Asked(answer.text(key), answer.text("id"));
    }

    /**
     * The answers to some commands, as far as they are there. One that was refused has the outcome
     * {@code refused}.
     */
    List<Answer> find(Connection connection, List<Asked> commands) throws SQLException {
        List<Answer> found = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += CHUNK) {
            List<Asked> chunk = commands.subList(from, Math.min(commands.size(), from + CHUNK));
            found.addAll(find(connection, answers, chunk));
            for (Answer each : find(connection, refused, chunk)) {
                Map<String, @Nullable String> columns = new LinkedHashMap<>(each.columns);
                columns.put("outcome", "refused");
                found.add(new Answer(columns));
            }
        }
        return found;
    }

    private List<Answer> find(Connection connection, String table, List<Asked> commands)
            throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String one = "(%s = ? AND id = ?)".formatted(dialect.quote(key));
        String sql =
                "SELECT * FROM %s WHERE %s"
                        .formatted(
                                dialect.quoteTable(table),
                                String.join(" OR ", Collections.nCopies(commands.size(), one)));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Asked command : commands) {
                select.setString(parameter++, command.key);
                select.setString(parameter++, command.id);
            }
            try (ResultSet rows = select.executeQuery()) {
                return answers(rows);
            }
        }
    }

    private static List<Answer> answers(ResultSet rows) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            Map<String, @Nullable String> answer = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                answer.put(columns.getColumnLabel(i), rows.getString(i));
            }
            answers.add(new Answer(answer));
        }
        return answers;
    }
}
