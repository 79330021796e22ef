package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.TableDefinition;
import java.io.IOException;

/**
 * The rows of the open transaction, encoded: in the heap while {@link RowMemory} has room, and else
 * in local files. It throws where those take no more.
 */
public interface RowBuffer extends AutoCloseable {

    /** Adds the encoder's row. */
    void add(RowEncoder encoder) throws IOException;

    boolean isEmpty();

    /** The rows in the order in which they are to be applied; the buffer is empty then. */
    SealedRows seal() throws IOException;

    /** Frees all that is not sealed. */
    @Override
    void close();

    static RowBuffer of(TableDefinition table, RowMemory memory) {
        return table.hasKey() ? new UpsertBuffer(table, memory) : new AppendBuffer(memory);
    }
}
