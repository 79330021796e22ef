package io.oncestream.testing;

import io.oncestream.connector.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A test's database, and short ways to ask it. The tests speak PostgreSQL's SQL; for MariaDB the
 * few words are replaced in which the two differ there: the type of a text, the column name key.
 */
public record TestDatabase(DatabaseAddress address) {

    public DatabaseKind kind() {
        return DatabaseKind.of(address);
    }

    /** The same database behind another port. */
    public DatabaseAddress throughPort(int port) {
        return new DatabaseAddress(
                address.url().replaceFirst(":\\d+/", ":" + port + "/"), address.password());
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(translated(sql));
        }
    }

    /** The rows of a query, each with its fields joined by a bar; NULL as the word null. */
    public List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(translated(sql))) {
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

    /** Ends all sessions of this database as an administrator would, but that of the caller. */
    public void endSessions() throws SQLException {
        if (kind() == DatabaseKind.POSTGRES) {
            execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'oncestream' AND pid <> pg_backend_pid()"
                            + " AND datname = current_database()");
            return;
        }
        for (String id :
                query(
                        "SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                                + " AND id <> CONNECTION_ID()")) {
            execute("KILL " + id);
        }
    }

    private String translated(String sql) {
        if (kind() == DatabaseKind.POSTGRES) {
            return sql;
        }
        return sql.replaceAll("(?<![`\"'.])\\bkey\\b(?![`\"'])", "`key`")
                .replaceAll("\\btext (PRIMARY KEY)", "varchar(512) COLLATE utf8mb4_nopad_bin $1")
                .replaceAll("(` ?|note )text\\b", "$1longtext COLLATE utf8mb4_nopad_bin")
                .replaceAll("\\bbigserial\\b", "bigint AUTO_INCREMENT UNIQUE");
    }
}
