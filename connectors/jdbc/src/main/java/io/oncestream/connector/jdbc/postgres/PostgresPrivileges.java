package io.oncestream.connector.jdbc.postgres;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.REWINDS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The privileges that a sink needs, and those of them that its user has not got. PostgreSQL's own
 * error names the table and not the privilege, and comes with the first commit when a start had no
 * need of it.
 */
final class PostgresPrivileges {
    private static final String LACKING_ON_TABLES =
            """
            SELECT needed.privilege, 'table ' || needed.name
            FROM unnest(?, ?, ?) WITH ORDINALITY AS needed (name, quoted, privilege, position)
            WHERE NOT has_table_privilege(to_regclass(needed.quoted), needed.privilege)
            ORDER BY needed.position
            """;

    /** A schema that its user may not use is none of the search path. */
    private static final String LACKING_TO_CREATE =
            """
            SELECT CASE WHEN missing.schema IS NULL THEN 'USAGE' ELSE 'CREATE' END,
                   'schema ' || coalesce(missing.schema, current_setting('search_path'))
            FROM (SELECT DISTINCT coalesce(needed.schema, current_schema()) AS schema
                  FROM unnest(?, ?) AS needed (quoted, schema)
                  WHERE to_regclass(needed.quoted) IS NULL) AS missing
            WHERE has_schema_privilege(missing.schema, 'CREATE') IS NOT TRUE
            """;

    private static final String LACKING_TO_UPSERT =
            """
            SELECT 'TEMPORARY', 'database ' || current_database()
            WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')
            """;

    private record Privilege(String name, String on) {}

    private PostgresPrivileges() {}

    /** What the connection's user lacks, as in {@code INSERT, UPDATE on table t}. */
    static List<String> missing(
            Connection connection,
            Dialect dialect,
            TableDefinition table,
            boolean keepsCuts,
            StartPolicy policy)
            throws SQLException {
        List<Privilege> needed = needed(table, keepsCuts, policy);
        Object[] tables = needed.stream().map(Privilege::on).toArray();
        Object[] names = needed.stream().map(Privilege::name).toArray();
        Object[] quoted = needed.stream().map(one -> dialect.quoteTable(one.on())).toArray();
        Object[] schemas = needed.stream().map(one -> TableName.of(one.on()).schema()).toArray();
        List<Privilege> lacking =
                new ArrayList<>(query(connection, LACKING_TO_CREATE, quoted, schemas));
        lacking.addAll(query(connection, LACKING_ON_TABLES, tables, quoted, names));
        if (table.isUpsert()) {
            lacking.addAll(query(connection, LACKING_TO_UPSERT));
        }
        return lacking.stream()
                .collect(
                        groupingBy(
                                Privilege::on,
                                LinkedHashMap::new,
                                mapping(Privilege::name, joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " on " + entry.getKey())
                .toList();
    }

    private static List<Privilege> needed(
            TableDefinition table, boolean keepsCuts, StartPolicy policy) {
        List<Privilege> needed = new ArrayList<>();
        add(needed, SINKS, "SELECT", "INSERT", "UPDATE");
        add(needed, TRANSACTIONS, "SELECT", "INSERT", "UPDATE");
        add(needed, REWINDS, "SELECT", "INSERT");
        add(needed, table.name(), "SELECT", "INSERT");
        if (table.isUpsert()) {
            add(needed, table.name(), "UPDATE");
        }
        if (keepsCuts) {
            add(needed, CUTS, "SELECT", "INSERT", "DELETE");
        }
        if (policy == StartPolicy.EMPTY) {
            add(needed, TRANSACTIONS, "DELETE");
            add(needed, REWINDS, "DELETE");
            add(needed, table.name(), keepsCuts ? "DELETE" : "TRUNCATE");
        }
        if (table.isVersioned() || (policy == StartPolicy.REWIND && !table.isUpsert())) {
            add(needed, table.name(), "DELETE");
        }
        return needed;
    }

    private static void add(List<Privilege> needed, String table, String... names) {
        for (String name : names) {
            needed.add(new Privilege(name, table));
        }
    }

    private static List<Privilege> query(Connection connection, String sql, Object[]... arrays)
            throws SQLException {
        List<Privilege> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                query.setArray(i + 1, connection.createArrayOf("text", arrays[i]));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Privilege(row.getString(1), row.getString(2)));
                }
            }
        }
        return found;
    }
}
