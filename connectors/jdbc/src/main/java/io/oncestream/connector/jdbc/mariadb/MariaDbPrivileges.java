package io.oncestream.connector.jdbc.mariadb;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.REWINDS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The privileges that a sink needs, and those of them that its user has not got. MariaDB's own
 * error names one of them, and comes with the first commit when a start had no need of it.
 *
 * <p>The catalogue shows a user no privileges that come by a role or by PUBLIC. So the server is
 * asked to explain a statement of each kind, which it refuses as it would refuse to run it. A table
 * that is not there yet is asked for as well: creating a table gives no privileges on it.
 */
final class MariaDbPrivileges {
    private static final Set<Integer> DENIED = Set.of(1142, 1143);

    /**
     * What the server looks at behind the privileges: a column without a default. Or the table is
     * not there, has not got the column, or is a view, not to be written or not to be explained:
     * what the start says about such a table is clearer.
     */
    private static final Set<Integer> NOT_DENIED = Set.of(1364, 1054, 1146, 1288, 1345, 1471);

    private final Connection connection;
    private final MariaDbDialect dialect;
    private final List<String> missing = new ArrayList<>();

    private MariaDbPrivileges(Connection connection, MariaDbDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** What the connection's user lacks, as in {@code INSERT, UPDATE on table shop.t}. */
    static List<String> missing(
            Connection connection,
            MariaDbDialect dialect,
            TableDefinition table,
            boolean keepsCuts,
            StartPolicy policy)
            throws SQLException {
        MariaDbPrivileges privileges = new MariaDbPrivileges(connection, dialect);
        boolean empties = policy == StartPolicy.EMPTY;
        boolean removes =
                table.isVersioned() || (policy == StartPolicy.REWIND && !table.isUpsert());
        privileges.need(MariaDbDialect.STARTS, "starts", false);
        privileges.need(SINKS, "lineage", false);
        privileges.need(TRANSACTIONS, "fence", empties);
        privileges.need(REWINDS, "", empties);
        if (keepsCuts) {
            privileges.need(CUTS, "", true);
        }
        privileges.need(
                table.name(),
                table.isUpsert() ? table.columns().get(0).name() : "",
                empties || removes);
        return privileges.missing;
    }

    /** To read and to insert; to update a column, where one is named; to delete. */
    private void need(String table, String updated, boolean delete) throws SQLException {
        String name = dialect.quoteTable(table);
        List<String> lacking = new ArrayList<>();
        check("SELECT", "SELECT 1 FROM " + name, lacking);
        check("INSERT", "INSERT INTO " + name + " VALUES ()", lacking);
        if (!updated.isEmpty()) {
            String change = "UPDATE " + name + " SET " + dialect.quote(updated) + " = DEFAULT";
            check("UPDATE", change, lacking);
        }
        if (delete) {
            check("DELETE", "DELETE FROM " + name, lacking);
        }
        if (!lacking.isEmpty()) {
            missing.add(
                    "%s on table %s".formatted(String.join(", ", lacking), withDatabase(table)));
        }
    }

    private TableName withDatabase(String table) throws SQLException {
        TableName name = TableName.of(table);
        return name.schema() == null ? new TableName(connection.getCatalog(), name.name()) : name;
    }

    private void check(String privilege, String statement, List<String> lacking)
            throws SQLException {
        try (Statement question = connection.createStatement()) {
            question.executeQuery("EXPLAIN " + statement).close();
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode())) {
                lacking.add(privilege);
            } else if (!NOT_DENIED.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }
}
