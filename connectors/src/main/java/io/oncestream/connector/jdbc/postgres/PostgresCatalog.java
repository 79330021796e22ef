package io.oncestream.connector.jdbc.postgres;

import io.oncestream.connector.jdbc.ExistingTable;
import io.oncestream.connector.jdbc.SinkFailure;
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
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = '',
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid
                           AND i.indisprimary AND a.attnum = ANY (i.indkey)),
                   c.relkind IN ('r', 'p'),
                   (SELECT l.collname FROM pg_collation l
                    WHERE l.oid = a.attcollation AND NOT l.collisdeterministic)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE a.attrelid = to_regclass(quote_ident(?)) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String EQUAL_TEXTS =
            "column %s of its primary key has the collation %s, by which different texts are equal";

    private PostgresCatalog() {}

    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT to_regclass(quote_ident(?)) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    static Optional<ExistingTable> describe(Connection connection, String table)
            throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        Set<String> mandatory = new HashSet<>();
        Set<String> primaryKey = new HashSet<>();
        List<String> keyFaults = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean(5)) {
                        throw new SinkFailure(
                                table + " is a view and not a table: choose another by --table");
                    }
                    String name = row.getString(1);
                    columns.put(name, row.getString(2));
                    if (row.getBoolean(3)) {
                        mandatory.add(name);
                    }
                    if (row.getBoolean(4)) {
                        primaryKey.add(name);
                        @Nullable String collation = row.getString(6);
                        if (collation != null) {
                            keyFaults.add(EQUAL_TEXTS.formatted(name, collation));
                        }
                    }
                }
            }
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExistingTable(columns, mandatory, primaryKey, keyFaults));
    }
}
