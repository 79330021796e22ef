package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import io.oncestream.state.store.StoreAnswer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the table of answers, as far as it is checked. */
public record AnswerRow(
        String key,
        String id,
        String op,
        int bucket,
        long seq,
        String outcome,
        @Nullable String value,
        long version) {

    /**
     * Reads all.
     *
     * @param table of the store
     */
    static List<AnswerRow> read(Connection connection, String table) throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String answers = dialect.quoteTable(JobTables.beside(table, "answers"));
        List<AnswerRow> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + answers)) {
            while (row.next()) {
                all.add(
                        new AnswerRow(
                                row.getString("key"),
                                row.getString("id"),
                                row.getString("op"),
                                row.getInt("bucket"),
                                row.getLong("seq"),
                                row.getString("outcome"),
                                row.getString("value"),
                                row.getLong("version")));
            }
        }
        return all;
    }

    boolean isAboutRing() {
        return bucket == StoreAnswer.RING;
    }

    boolean isOk() {
        return outcome.equals("ok");
    }

    /** Whether the bucket is another one with it. */
    boolean isChange() {
        return isOk() && (op.equals("put") || op.equals("delete"));
    }
}
