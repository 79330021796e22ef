package io.oncestream.state.ledger;

/**
 * The rows that one writer received before one checkpoint, encoded for their database and
 * immutable.
 *
 * @param writer who sealed it
 * @param checkpointId the checkpoint that contains it; unique within a writer
 * @param predecessor the checkpoint id of the transaction that the same writer sealed before, 0 for
 *     its first: what the database must have committed last from this writer
 * @param table where the rows go
 * @param codec the name and version of the rows' encoding
 * @param rows how many
 * @param checksum CRC-32C over all chunks
 * @param chunks the encoded rows
 */
public record SealedTransaction(
        WriterId writer,
        long checkpointId,
        long predecessor,
        TableDefinition table,
        String codec,
        long rows,
        long checksum,
        Chunks chunks) {

    /** The predecessor of a writer's first transaction. Flink's checkpoint ids start at 1. */
    public static final long NO_PREDECESSOR = 0;

    /** The same with another hold on the rows. */
    SealedTransaction share() {
        return new SealedTransaction(
                writer, checkpointId, predecessor, table, codec, rows, checksum, chunks.share());
    }

    /** For log lines: identity and size, never the rows. */
    @Override
    public String toString() {
        return "transaction of " + writer + " checkpoint " + checkpointId + " (" + rows + " rows)";
    }
}
