package io.oncestream.state.ledger;

/**
 * Rows for one table, encoded for its database and immutable.
 *
 * @param table where they go
 * @param codec the name and version of their encoding
 * @param rows how many
 * @param checksum CRC-32C over all chunks
 * @param chunks the encoded rows
 */
public record TableRows(
        TableDefinition table, String codec, long rows, long checksum, Chunks chunks) {

    /** The same with another hold on the rows. */
    TableRows share() {
        return new TableRows(table, codec, rows, checksum, chunks.share());
    }
}
