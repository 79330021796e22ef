package io.oncestream.connector.jdbc;

import static java.util.stream.Collectors.joining;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an existing table can take a sink's rows. */
final class TableShape {
    private static final int DIFFERENCES_SHOWN_MAX = 4;

    private TableShape() {}

    /**
     * Throws {@link SinkFailure} that names everything that does not fit; returns the table as it
     * can be written, which an older or a user's own may be without the column for transactions.
     */
    static TableDefinition check(Dialect dialect, Connection connection, TableDefinition wanted)
            throws SQLException {
        @Nullable ExistingTable existing = dialect.describe(connection, wanted.name()).orElse(null);
        if (existing == null) {
            throw new SinkFailure(
                    "table "
                            + wanted.name()
                            + " is gone, though this job wrote it: restore it, or start afresh"
                            + " by --fresh");
        }
        TableDefinition table =
                existing.columns().containsKey(TableDefinition.TRANSACTION.name())
                        ? wanted
                        : wanted.withoutTransaction();
        List<String> differences = differences(dialect, table, existing);
        if (!differences.isEmpty()) {
            throw new SinkFailure(
                    "table %s does not fit: %s; alter it or choose another by --table"
                            .formatted(wanted.name(), shown(differences)));
        }
        return table;
    }

    private static String shown(List<String> differences) {
        int more = differences.size() - DIFFERENCES_SHOWN_MAX;
        String first = differences.stream().limit(DIFFERENCES_SHOWN_MAX).collect(joining(", "));
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static List<String> differences(
            Dialect dialect, TableDefinition wanted, ExistingTable existing) {
        List<String> differences = new ArrayList<>();
        for (Column column : wanted.columns()) {
            String type = dialect.sqlType(wanted, column);
            @Nullable String found = existing.columns().get(column.name());
            if (found == null) {
                differences.add("column %s %s is missing".formatted(column.name(), type));
            } else if (!found.equals(type)) {
                differences.add(
                        "column %s is %s and must be %s".formatted(column.name(), found, type));
            }
        }
        List<String> names = wanted.columns().stream().map(Column::name).toList();
        for (String mandatory : existing.mandatory()) {
            if (!names.contains(mandatory)) {
                differences.add("column " + mandatory + " needs a value that the job has not");
            }
        }
        if (wanted.isUpsert() && !existing.primaryKey().equals(Set.copyOf(wanted.primaryKey()))) {
            differences.add(
                    "its primary key is %s and must be %s"
                            .formatted(existing.primaryKey(), wanted.primaryKey()));
        }
        if (wanted.isUpsert()) {
            differences.addAll(existing.keyFaults());
        }
        return differences;
    }
}
