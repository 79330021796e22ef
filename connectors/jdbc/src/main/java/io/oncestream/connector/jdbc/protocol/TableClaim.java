package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.database.TableShape;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Makes sure, within the transaction of a start, that a table is the sink's, and no other's.
 *
 * @param hadRows whether this lineage has committed anything to the group of the table
 * @param decidesOnly whether nothing is removed: {@link SinkStart#rehearse}
 */
record TableClaim(
        Dialect dialect,
        Connection connection,
        SinkName sink,
        String group,
        boolean hadRows,
        boolean decidesOnly,
        TableDefinition table,
        StartPolicy startPolicy,
        SinkAttempt attempt) {

    /** Returns it as it can be written, or throws {@link SinkFailure}. */
    TableDefinition take(
            WriterMarkers markers, Optional<TableOwner> owner, Optional<ExistingTable> existing)
            throws SQLException {
        TableDefinition taken = takeOver(markers, owner, existing);
        if (group.equals(TableGroup.ALL) && !taken.tellsTransactions()) {
            throw new SinkFailure(
                    "table %s has no column %s, by which it is read at one checkpoint with the others: add it, as bigint"
                            .formatted(table.name(), TableDefinition.TRANSACTION.name()));
        }
        return taken;
    }

    private TableDefinition takeOver(
            WriterMarkers markers, Optional<TableOwner> owner, Optional<ExistingTable> existing)
            throws SQLException {
        Lineage lineage = attempt.lineage();
        if (owner.isEmpty()) {
            refuseToGoOnElsewhere();
            requireOneName();
            TableDefinition taken = TableShape.check(dialect, existing, table);
            refuseForeignRows();
            return taken;
        } else if (!owner.get().is(sink, lineage)) {
            requireMayReplace(owner.get(), owner.get().refusal(sink, lineage, table.name()));
            return replace(markers, owner.get(), existing);
        } else if (!lineage.restored() && hadRows) {
            if (owner.get().run().equals(Optional.of(attempt.run()))) {
                throw tooLate();
            }
            requireMayReplace(owner.get(), startsWithoutItsState(owner.get()));
            return replace(markers, owner.get(), existing);
        }
        refuseOtherPlace(owner.get());
        requireOwnClaim(owner.get());
        refuseRemovedVersions(owner.get());
        return TableShape.check(dialect, existing, table);
    }

    /**
     * In a new table the rows of earlier checkpoints would be missing, and what the lineage has
     * committed is known by one name for all of its tables.
     */
    private void refuseToGoOnElsewhere() {
        if (hadRows && !attempt.lineage().restored() && group.equals(TableGroup.ALL)) {
            throw new SinkFailure(
                    ("table %s is none that this job has written here, and with the same job id it"
                         + " has written others: continue by --resume PATH with the same --table,"
                         + " or let --fresh empty those")
                            .formatted(table.name()));
        }
        if (attempt.lineage().restored() && group.equals(TableGroup.ALL)) {
            throw new SinkFailure(
                    "table %s is none that this job has written here: what is resumed goes on with the same --table and the same --to, in the same order"
                            .formatted(table.name()));
        }
    }

    private void refuseOtherPlace(TableOwner owner) {
        int number = attempt.participant();
        boolean goesOn =
                attempt.lineage().restored() || owner.run().equals(Optional.of(attempt.run()));
        if (goesOn
                && owner.participant().isPresent()
                && !owner.participant()
                        .get()
                        .equals(new TableOwner.Participant(number, attempt.participants()))) {
            throw new SinkFailure(
                    "this is database %d of the %d that the job has written, and it is given as %d of %d: resume with the same --to in the same order"
                            .formatted(
                                    owner.participant().get().number() + 1,
                                    owner.participant().get().count(),
                                    number + 1,
                                    attempt.participants()));
        }
    }

    /** Another run may have looked at these tables since this start did, and count on them. */
    private void requireOwnClaim(TableOwner owner) {
        if (group.equals(TableGroup.ALL) && !owner.claimedBy().equals(Optional.of(attempt.run()))) {
            throw new IllegalStateException(
                    "another run began to start while this one did: table %s is claimed by it, and this one begins anew"
                            .formatted(table.name()));
        }
    }

    private void refuseRemovedVersions(TableOwner owner) {
        if (attempt.restoredOrNone() < owner.horizon() && attempt.lineage().restored()) {
            throw new SinkFailure(
                    "table %s cannot go on from checkpoint %d: its versions below checkpoint %d are removed. Resume from that one or a later one"
                            .formatted(table.name(), attempt.restored(), owner.horizon()));
        }
    }

    private void requireMayReplace(TableOwner owner, String refusal) {
        if (owner.isBehind(attempt)) {
            throw new SinkFailure(
                    ("table %s went over to another run of job %s, started %s, since this one"
                         + " began, and only a new submission takes it back: submit this one anew,"
                         + " or write elsewhere by --table")
                            .formatted(table.name(), owner.job(), owner.startedAt()));
        }
        if (!owner.mayBeReplaced(sink, attempt, startPolicy)) {
            throw new SinkFailure(refusal);
        }
    }

    /** Takes a table over from another run, where that was asked for. */
    private TableDefinition replace(
            WriterMarkers markers, TableOwner owner, Optional<ExistingTable> existing)
            throws SQLException {
        TableDefinition taken = TableShape.check(dialect, existing, table);
        new WriterMarkers(connection, owner.lineage(), owner.operator())
                .remove(table.name(), group);
        markers.forget();
        if (!decidesOnly) {
            empty();
        }
        return taken;
    }

    /** One that may be read at a cut row by row: a reader's snapshot would see it truncated. */
    private void empty() throws SQLException {
        if (!group.equals(TableGroup.ALL)) {
            dialect.empty(connection, table.name());
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + dialect.quoteTable(table.name()));
        }
    }

    /** By another name it would have another owner and other markers. */
    private void requireOneName() throws SQLException {
        for (String other : TableOwner.namesLike(connection, table.name())) {
            if (!other.equals(table.name()) && dialect.isSame(connection, other, table.name())) {
                throw new SinkFailure(
                        "table %s was written by the name %s before: give that one by --table"
                                .formatted(table.name(), other));
            }
        }
    }

    private SinkFailure tooLate() {
        return new SinkFailure(
                ("table %s has rows that this very run has committed, and this attempt starts"
                                + " without state. If the job was being stopped, they are those of"
                                + " its savepoint, which is complete: resume from it. If not, this"
                                + " is an attempt that Flink had given up, and another one writes")
                        .formatted(table.name()));
    }

    private String startsWithoutItsState(TableOwner owner) {
        return "table %s has rows that an earlier run of job %s committed (lineage %s, started %s),"
                        .formatted(table.name(), owner.job(), owner.lineage(), owner.startedAt())
                + " and this one, with the same job id, starts without state: continue by --resume"
                + " PATH, or let --fresh empty the table"
                + (group.equals(TableGroup.ALL) ? "" : ", or write elsewhere by --table");
    }

    private void refuseForeignRows() throws SQLException {
        String sql = "SELECT 1 FROM " + dialect.quoteTable(table.name()) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next()) {
                throw new SinkFailure(
                        "table "
                                + table.name()
                                + " holds rows that no oncestream job wrote: choose another table"
                                + " by --table, or empty it yourself");
            }
        }
    }
}
