package io.oncestream.testing;

import io.oncestream.connector.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A test's database, and short ways to ask it. */
public record TestDatabase(DatabaseAddress address) {

    public void execute(String sql) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, each with its fields joined by a bar; NULL as the word null. */
    public List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    fields.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", fields));
            }
        }
        return rows;
    }

    public long queryLong(String sql) throws SQLException {
        return Long.parseLong(query(sql).get(0));
    }
}
