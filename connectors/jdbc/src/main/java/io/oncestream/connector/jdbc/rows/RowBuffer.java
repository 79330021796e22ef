package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.TableDefinition;
import java.util.List;

/** The rows of the open transaction, encoded. */
public interface RowBuffer {

    /** Adds the encoder's row. */
    void add(RowEncoder encoder);

    /** How many rows {@link #drain} would return. */
    long rows();

    /** The size of the encoded rows. */
    long bytes();

    /**
     * The rows in the order in which they are to be applied, in chunks; the buffer is empty then.
     */
    List<byte[]> drain();

    static RowBuffer of(TableDefinition table) {
        return table.isUpsert() ? new UpsertBuffer(table) : new AppendBuffer();
    }
}
