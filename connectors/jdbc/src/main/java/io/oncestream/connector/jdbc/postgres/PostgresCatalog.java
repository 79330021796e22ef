package io.oncestream.connector.jdbc.postgres;

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
import org.jspecify.annotations.Nullable;

/** Reads the shape of a table that the search path finds. */
final class PostgresCatalog {
    private static final String TABLE =
            """
            SELECT c.relkind IN ('r', 'p'),
                   c.relpersistence <> 'p'
                   OR EXISTS (SELECT FROM pg_partition_tree(c.oid) p
                              JOIN pg_class part ON part.oid = p.relid
                              WHERE part.relpersistence <> 'p'),
                   EXISTS (SELECT FROM pg_index i
                           WHERE i.indrelid = c.oid AND i.indisprimary AND NOT i.indimmediate)
            FROM pg_class c WHERE c.oid = to_regclass(?)
            """;
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',
                   a.attgenerated <> '' OR a.attidentity = 'a',
                   -- Behind the columns of the key are those that it only INCLUDEs.
                   EXISTS (SELECT FROM pg_index i,
                           unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                           WHERE i.indrelid = a.attrelid AND i.indisprimary
                           AND k.attnum = a.attnum AND k.place <= i.indnkeyatts),
                   (SELECT l.collname FROM pg_collation l
                    WHERE l.oid = a.attcollation AND NOT l.collisdeterministic)
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;
    private static final String EMPTIED =
            "it is UNLOGGED, so a crash of the server empties it: ALTER TABLE ... SET LOGGED";
    private static final String DEFERRABLE =
            "its primary key is DEFERRABLE, which ON CONFLICT cannot use";
    private static final String EQUAL_TEXTS =
            "column %s of its primary key has the collation %s, by which different texts are equal";

    private final Connection connection;
    private final String table;
    private final String quoted;
    private final List<String> faults = new ArrayList<>();
    private final List<String> keyFaults = new ArrayList<>();

    private PostgresCatalog(Connection connection, String table, String quoted) {
        this.connection = connection;
        this.table = table;
        this.quoted = quoted;
    }

    /** In any schema: where the sink looks is up to its own user and address. */
    static boolean mayExist(Connection connection, TableName table) throws SQLException {
        String sql =
                "SELECT 1 FROM pg_class WHERE relname = ? AND relpersistence <> 't'"
                        + " AND relnamespace::regnamespace::text = coalesce(quote_ident(?),"
                        + " relnamespace::regnamespace::text)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.name());
            query.setString(2, table.schema());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    static boolean exists(Connection connection, String table, String quoted) throws SQLException {
        try (PreparedStatement query = new PostgresCatalog(connection, table, quoted).ask(TABLE);
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    static Optional<ExistingTable> describe(Connection connection, String table, String quoted)
            throws SQLException {
        PostgresCatalog catalog = new PostgresCatalog(connection, table, quoted);
        return catalog.isThereForASink() ? Optional.of(catalog.shape()) : Optional.empty();
    }

    private boolean isThereForASink() throws SQLException {
        try (PreparedStatement query = ask(TABLE);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            if (!row.getBoolean(1)) {
                throw new SinkFailure(
                        table + " is a view and not a table: choose another by --table");
            }
            if (row.getBoolean(2)) {
                faults.add(EMPTIED);
            }
            if (row.getBoolean(3)) {
                keyFaults.add(DEFERRABLE);
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
                                row.getString(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5)));
                if (row.getBoolean(6)) {
                    primaryKey.add(name);
                    checkCollation(name, row.getString(7));
                }
            }
        }
        return new ExistingTable(columns, primaryKey, faults, keyFaults);
    }

    private void checkCollation(String keyColumn, @Nullable String nondeterministic) {
        if (nondeterministic != null) {
            keyFaults.add(EQUAL_TEXTS.formatted(keyColumn, nondeterministic));
        }
    }

    private PreparedStatement ask(String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, quoted);
        return query;
    }
}
