package io.oncestream.connector.jdbc;

/**
 * The two tables that the sinks keep beside the user's, in the same schema.
 *
 * <p>{@code oncestream_sinks}: one row a target table, saying which sink of which lineage it
 * belongs to. {@code oncestream_transactions}: one row a {@link
 * io.oncestream.state.ledger.WriterId}, the marker, with the checkpoint id of the last transaction
 * that this writer has in the database; a commit moves it forward in the transaction that writes
 * the rows.
 */
public final class LedgerTables {
    public static final String SINKS = "oncestream_sinks";
    public static final String TRANSACTIONS = "oncestream_transactions";

    private LedgerTables() {}
}
