package io.oncestream.connector.jdbc.paxos;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in one database, by plain statements, each of many rows. A row is a list of its columns'
 * values: {@link String}, {@link Long} or {@link Instant}, or null.
 */
record PlainTable(Dialect dialect, TableDefinition table) {

    /** Few enough for the parameters of a statement, many enough to hide the round trip. */
    static final int CHUNK = 200;

    /** What becomes of a row whose key is there already. */
    enum IfThere {
        STAYS,
        REPLACED
    }

    /** Writes rows of different keys. */
    void write(Connection connection, List<List<@Nullable Object>> rows, IfThere ifThere)
            throws SQLException {
        List<String> set =
                ifThere == IfThere.STAYS
                        ? List.of()
                        : names().stream()
                                .filter(name -> !table.primaryKey().contains(name))
                                .toList();
        insert(connection, rows, dialect.onConflict(table, set, null));
    }

    /** Writes rows of different keys, each of which takes the place of one with a smaller value. */
    void raise(Connection connection, List<List<@Nullable Object>> rows, String above)
            throws SQLException {
        List<String> set =
                names().stream().filter(name -> !table.primaryKey().contains(name)).toList();
        insert(connection, rows, dialect.onConflict(table, set, above));
    }

    private void insert(Connection connection, List<List<@Nullable Object>> rows, String onConflict)
            throws SQLException {
        String one = "(" + marks(table.columns().size()) + ")";
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<List<@Nullable Object>> chunk =
                    rows.subList(from, Math.min(rows.size(), from + CHUNK));
            String sql =
                    "INSERT INTO %s (%s) VALUES %s%s"
                            .formatted(
                                    quoted(),
                                    columns(),
                                    String.join(", ", Collections.nCopies(chunk.size(), one)),
                                    onConflict);
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                int parameter = 1;
                for (List<@Nullable Object> row : chunk) {
                    for (int i = 0; i < row.size(); i++) {
                        set(insert, parameter++, table.columns().get(i).type(), row.get(i));
                    }
                }
                insert.executeUpdate();
            }
        }
    }

    private void set(
            PreparedStatement statement, int parameter, ColumnType type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(
                    parameter,
                    switch (type) {
                        case BIGINT -> Types.BIGINT;
                        case TIMESTAMP -> Types.TIMESTAMP;
                        default -> Types.VARCHAR;
                    });
        } else if (value instanceof Instant time) {
            dialect.setTime(statement, parameter, time);
        } else if (value instanceof Long number) {
            statement.setLong(parameter, number);
        } else {
            statement.setString(parameter, (String) value);
        }
    }

    /** All rows in which a column has one of these texts, of which there may be none. */
    List<List<@Nullable Object>> read(
            Connection connection, String column, Collection<String> values, String end)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            String sql =
                    "SELECT %s FROM %s WHERE %s IN (%s)%s"
                            .formatted(
                                    columns(),
                                    quoted(),
                                    dialect.quote(column),
                                    marks(chunk.size()),
                                    end);
            rows.addAll(query(connection, sql, chunk));
        }
        return rows;
    }

    /** All rows. */
    List<List<@Nullable Object>> readAll(Connection connection, String end) throws SQLException {
        return query(
                connection, "SELECT %s FROM %s%s".formatted(columns(), quoted(), end), List.of());
    }

    /**
     * All rows whose text is above another one.
     *
     * @param column as it is compared
     */
    List<List<@Nullable Object>> readAbove(
            Connection connection, String column, String text, String end) throws SQLException {
        String sql = "SELECT %s FROM %s WHERE %s > ?%s".formatted(columns(), quoted(), column, end);
        return query(connection, sql, List.of(text));
    }

    private List<List<@Nullable Object>> query(
            Connection connection, String sql, List<String> parameters) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                select.setString(i + 1, parameters.get(i));
            }
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        }
        return rows;
    }

    private List<@Nullable Object> row(ResultSet result) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (result.getObject(i + 1) == null) {
                row.add(null);
                continue;
            }
            row.add(
                    switch (table.columns().get(i).type()) {
                        case BIGINT -> result.getLong(i + 1);
                        case TIMESTAMP -> dialect.time(result, i + 1);
                        default -> result.getString(i + 1);
                    });
        }
        return row;
    }

    /** Removes the rows in which a column has one of these texts. */
    void delete(Connection connection, String column, Collection<String> values)
            throws SQLException {
        String sql = "DELETE FROM %s WHERE %s = ?".formatted(quoted(), dialect.quote(column));
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (String value : values) {
                delete.setString(1, value);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Removes all rows; TRUNCATE would be faster, and MariaDB's would commit. */
    void deleteAll(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + quoted())) {
            delete.executeUpdate();
        }
    }

    private List<String> names() {
        return table.columns().stream().map(Column::name).toList();
    }

    private String columns() {
        return names().stream().map(dialect::quote).collect(joining(", "));
    }

    private String quoted() {
        return dialect.quoteTable(table.name());
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
