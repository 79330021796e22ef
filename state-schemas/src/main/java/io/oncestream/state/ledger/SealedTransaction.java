package io.oncestream.state.ledger;

import java.util.List;

/**
 * What one writer received before one checkpoint for one database: the rows of one local
 * transaction there, immutable.
 *
 * @param writer who sealed it
 * @param checkpointId the checkpoint that contains it; unique within a writer
 * @param predecessor the checkpoint id of the transaction that the same writer sealed before, 0 for
 *     its first: what the database must have committed last from this writer
 * @param group the {@link TableGroup} of the tables, by whose name the database knows the writer
 * @param parallelism of the sink that sealed it; 0 in what early versions sealed
 * @param last whether the writer's input had ended, so that it seals no more
 * @param tables the rows; empty where there are none and the checkpoint alone is to be noted
 */
public record SealedTransaction(
        WriterId writer,
        long checkpointId,
        long predecessor,
        String group,
        int parallelism,
        boolean last,
        List<TableRows> tables) {

    /** The predecessor of a writer's first transaction. Flink's checkpoint ids start at 1. */
    public static final long NO_PREDECESSOR = 0;

    public SealedTransaction {
        tables = List.copyOf(tables);
    }

    /** How many rows, for all tables. */
    public long rows() {
        return tables.stream().mapToLong(TableRows::rows).sum();
    }

    /** Frees the rows. */
    public void close() {
        tables.forEach(table -> table.chunks().close());
    }

    /** The same with another hold on the rows. */
    SealedTransaction share() {
        return new SealedTransaction(
                writer,
                checkpointId,
                predecessor,
                group,
                parallelism,
                last,
                tables.stream().map(TableRows::share).toList());
    }

    /** For log lines: identity and size, never the rows. */
    @Override
    public String toString() {
        return "transaction of "
                + writer
                + " checkpoint "
                + checkpointId
                + " ("
                + rows()
                + " rows)";
    }
}
