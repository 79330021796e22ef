package io.oncestream.connector.jdbc.mariadb;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.database.ExistingColumn;
import io.oncestream.connector.jdbc.database.ExistingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the shape of a table of the connection's database. */
final class MariaDbCatalog {
    // Names compare without case in this catalogue, which on most systems is not how tables do.
    private static final String OF_TABLE =
            """
            WHERE table_schema = COALESCE(?, DATABASE())
                AND (BINARY table_name = ? OR @@lower_case_table_names <> 0 AND table_name = ?)
            """;
    private static final String TABLE =
            """
            SELECT table_type, engine,
                   (SELECT transactions FROM information_schema.engines e
                    WHERE e.engine = t.engine) AS transactions
            FROM information_schema.tables t
            """
                    + OF_TABLE;
    private static final String COLUMNS =
            """
            SELECT column_name, column_type, collation_name, is_nullable = 'NO',
                   is_nullable = 'NO' AND column_default IS NULL
                   AND extra NOT LIKE '%auto_increment%'
                   AND COALESCE(generation_expression, '') = '',
                   COALESCE(generation_expression, '') <> '',
                   column_key = 'PRI'
            FROM information_schema.columns
            """
                    + OF_TABLE
                    + " ORDER BY ordinal_position";
    private static final String RIVAL_KEYS =
            """
            SELECT DISTINCT CONCAT('its unique key ', index_name,
                                   ' would decide beside the primary key which row is replaced')
            FROM information_schema.statistics
            """
                    + OF_TABLE
                    + " AND non_unique = 0 AND index_name <> 'PRIMARY'";
    private static final String KEYS_OF_PREFIXES =
            """
            SELECT CONCAT('its primary key ends after character ', sub_part, ' of column ',
                          column_name)
            FROM information_schema.statistics
            """
                    + OF_TABLE
                    + " AND index_name = 'PRIMARY' AND sub_part IS NOT NULL";

    private final Connection connection;
    private final String table;

    private MariaDbCatalog(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    static Optional<ExistingTable> describe(Connection connection, String table)
            throws SQLException {
        MariaDbCatalog catalog = new MariaDbCatalog(connection, table);
        return catalog.isThereForASink() ? Optional.of(catalog.shape()) : Optional.empty();
    }

    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = new MariaDbCatalog(connection, table).ask(TABLE);
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private boolean isThereForASink() throws SQLException {
        try (PreparedStatement query = ask(TABLE);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            if ("VIEW".equals(row.getString(1))) {
                throw new SinkFailure(
                        table + " is a view and not a table: choose another by --table");
            }
            if (!"YES".equals(row.getString(3))) {
                throw new SinkFailure(
                        "table %s is stored by %s, which knows no transactions: ALTER TABLE ... ENGINE = InnoDB, or choose another by --table"
                                .formatted(table, row.getString(2)));
            }
            return true;
        }
    }

    private ExistingTable shape() throws SQLException {
        Map<String, ExistingColumn> columns = new LinkedHashMap<>();
        Set<String> primaryKey = new HashSet<>();
        try (PreparedStatement query = ask(COLUMNS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                columns.put(
                        name,
                        new ExistingColumn(
                                type(row.getString(2), row.getString(3)),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6)));
                if (row.getBoolean(7)) {
                    primaryKey.add(name);
                }
            }
        }
        return new ExistingTable(columns, primaryKey, List.of(), keyFaults());
    }

    private List<String> keyFaults() throws SQLException {
        List<String> faults = new ArrayList<>();
        for (String question : List.of(RIVAL_KEYS, KEYS_OF_PREFIXES)) {
            try (PreparedStatement query = ask(question);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    faults.add(row.getString(1));
                }
            }
        }
        return faults;
    }

    /** As {@link MySqlTypes} writes it: without the width in which a client may print a number. */
    private static String type(String columnType, String collation) {
        String type = columnType.replaceFirst("^(bigint|int)\\(\\d+\\)", "$1");
        return collation == null
                ? type
                : type
                        + " COLLATE "
                        + collation.replace(MariaDbDialect.MYSQL_COLLATION, MySqlTypes.COLLATION);
    }

    private PreparedStatement ask(String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        TableName name = TableName.of(table);
        query.setString(1, name.schema());
        query.setString(2, name.name());
        query.setString(3, name.name());
        return query;
    }
}
